import type { MessageInitShape } from "@bufbuild/protobuf";
import { t } from "@lingui/core/macro";
import {
  type WebService,
  WebServiceAuthentication,
  type WebServiceSchema,
} from "../../../gen/kadans/v1/web_service_pb";
import { filled, requiredText } from "../../../ui/form/rules";

/** What the form of a web service holds; what is left empty has the server's default. */
export interface WebServiceValues {
  url: string;
  username: string;
  /** Only what was typed; nobody is told the stored one. */
  password: string;
  authentication: "basic" | "token";
  agentUrlTemplate: string;
  tokenUrlTemplate: string;
  tokenPointer: string;
  tokenHeader: string;
  detailPointer: string;
  /** Separated by commas. */
  breakStatuses: string;
}

/** What the server takes for what is left empty. */
export const DEFAULTS = {
  agentUrlTemplate: "{base}/agent/v1/agents/{login}",
  tokenUrlTemplate: "{origin}/auth/v2/{tenant}/direct-access-claim-sets",
  tokenPointer: "/accessToken",
  tokenHeader: "X-API-TOKEN",
  detailPointer: "/pauseType",
  breakStatuses: "PAUSE, PAUSED, BREAK, PAUSA, PAUZE, ON_BREAK, IN_BREAK, DESCANSO",
} as const;

/** The fields that most people never need. */
export const ADVANCED = ["authentication", ...(Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[])] as const;

/** What the form of a web service begins with; of a new one if there is none. */
export function webServiceValues(service: WebService | undefined): WebServiceValues {
  const text = (field: keyof typeof DEFAULTS) => {
    const value = service?.[field] ?? "";
    const stored = typeof value === "string" ? value : value.join(", ");
    return stored === DEFAULTS[field] ? "" : stored;
  };
  return {
    url: service?.url ?? "",
    username: service?.username ?? "",
    password: "",
    authentication: service?.authentication === WebServiceAuthentication.BASIC_THEN_TOKEN ? "token" : "basic",
    agentUrlTemplate: text("agentUrlTemplate"),
    tokenUrlTemplate: text("tokenUrlTemplate"),
    tokenPointer: text("tokenPointer"),
    tokenHeader: text("tokenHeader"),
    detailPointer: text("detailPointer"),
    breakStatuses: text("breakStatuses"),
  };
}

/** What the server is told. */
export function webServiceOf(values: WebServiceValues): MessageInitShape<typeof WebServiceSchema> {
  const { url, username, password, authentication, breakStatuses, ...rest } = values;
  return {
    url: url.trim(),
    username: username.trim(),
    password,
    authentication:
      authentication === "token" ? WebServiceAuthentication.BASIC_THEN_TOKEN : WebServiceAuthentication.BASIC,
    agentUrlTemplate: rest.agentUrlTemplate.trim(),
    tokenUrlTemplate: rest.tokenUrlTemplate.trim(),
    tokenPointer: rest.tokenPointer.trim(),
    tokenHeader: rest.tokenHeader.trim(),
    detailPointer: rest.detailPointer.trim(),
    breakStatuses: breakStatuses
      .split(",")
      .map((status) => status.trim())
      .filter(Boolean),
  };
}

/** Whether the stored password goes on holding: it is for one URL only. */
export function keepsPassword(values: WebServiceValues, stored: WebService | undefined): boolean {
  return stored?.hasPassword === true && values.url.trim() === stored.url;
}

/** What can be told to be wrong with a web service, if it is asked at all. */
export function webServiceRules(stored: WebService | undefined) {
  type Values = { importsBreakDetails: boolean; webService: WebServiceValues };
  const ifAsked = (rule: (value: string, values: Values) => string | null) => (value: string, values: Values) =>
    values.importsBreakDetails ? rule(value, values) : null;
  return {
    url: ifAsked(webAddress),
    username: ifAsked(requiredText(200)),
    password: ifAsked((value, { webService }) => (keepsPassword(webService, stored) ? null : filled(value))),
  };
}

/** An address with a path; the rest is for the server, which knows what it may ask. */
function webAddress(value: string): string | null {
  if (!value.trim()) return t`Fill in this field.`;
  return /^https?:\/\/[^/]+\/./.test(value.trim())
    ? null
    : t`Enter a URL with the tenant ID, like https://example.odigo.cx/tenant.`;
}
