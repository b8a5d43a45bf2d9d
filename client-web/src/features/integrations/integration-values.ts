import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Integration, IntegrationSchema } from "../../gen/kadans/v1/integration_pb";
import { requiredText } from "../../ui/form/rules";
import { checkRetention, daysOf, retentionOf } from "./retention/retention-values";
import {
  type WebServiceValues,
  webServiceOf,
  webServiceRules,
  webServiceValues,
} from "./web-service/web-service-values";

/** What the forms of an integration hold. */
export interface IntegrationValues extends Record<string, unknown> {
  name: string;
  timeZone: string;
  /** How many days the raw text of what could be read is kept, as it is typed. */
  rawRetention: string;
  /** Whether the web service is asked for the types of breaks; what it needs is kept while this is off. */
  importsBreakDetails: boolean;
  webService: WebServiceValues;
}

/** What the form of an integration begins with. */
export function integrationValues(
  from: Pick<Integration, "name" | "timeZone" | "webService"> & Partial<Pick<Integration, "rawRetention">>,
): IntegrationValues {
  const { name, timeZone, rawRetention, webService } = from;
  return {
    name,
    timeZone,
    rawRetention: daysOf(rawRetention),
    importsBreakDetails: webService !== undefined,
    webService: webServiceValues(webService),
  };
}

/** What is stored of the form of an integration. */
export function integrationOf(values: IntegrationValues): MessageInitShape<typeof IntegrationSchema> {
  const { name, timeZone, rawRetention, importsBreakDetails, webService } = values;
  return {
    name: name.trim(),
    timeZone,
    rawRetention: retentionOf(rawRetention),
    webService: importsBreakDetails ? webServiceOf(webService) : undefined,
  };
}

/** What can be told to be wrong before the server is asked. @param stored as it is stored; absent if it is new */
export function integrationRules(stored?: Pick<Integration, "rawRetention" | "webService">) {
  // What is stored is right, even where it is no round number of days; a new integration is not asked for it.
  const keptDays = daysOf(stored?.rawRetention);
  return {
    name: requiredText(100),
    rawRetention: (days: string) => (days === keptDays ? null : checkRetention(days)),
    webService: webServiceRules(stored?.webService),
  };
}
