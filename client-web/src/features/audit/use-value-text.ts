import { useLingui } from "@lingui/react/macro";
import { ActivityType } from "../../gen/kadans/v1/activity_pb";
import { Role } from "../../gen/kadans/v1/session_pb";
import { useActivityTypeName } from "../../lib/activities";
import { useFormat } from "../../lib/format";
import { isDay } from "../../lib/zoned";
import { useRoleName } from "../session/role-names";
import { useSelectionText } from "./use-selection-text";

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const SPAN = /^(\d+) s$/;
/** Fields that last: of others, such as a name, `5 s` is what somebody wrote. */
const LASTING = /_(after|buffer|retention)$/;

/** A function that writes a recorded value as people read it; what it does not know stays as it is on record. */
export function useValueText(): (field: string, value: string, zone: string) => string {
  const format = useFormat();
  const word = useValueWord();
  const selection = useSelectionText();
  return (field, value, zone) => {
    const instant = (text: string) => (INSTANT.test(text) ? format.instant(new Date(text), zone) : text);
    if (field === "selection") return selection(value, instant);
    if (field.endsWith("_date") && isDay(value)) return format.day(value);
    const seconds = LASTING.test(field) && SPAN.exec(value)?.[1];
    return seconds ? format.span(Number(seconds)) : instant(word(field, value));
  };
}

/** A function that writes a recorded value for programs too: words are translated, times and figures stay. */
export function useValueWord(): (field: string, value: string) => string {
  const words = useWords();
  return (field, value) => {
    const known = words[field];
    if (!known) return value;
    return value
      .split(", ")
      .map((word) => known[word] ?? word)
      .join(", ");
  };
}

/** What values are called that the server records by words of its own, by field. */
function useWords(): Record<string, Record<string, string>> {
  const { t } = useLingui();
  const roleName = useRoleName();
  const typeName = useActivityTypeName();
  const yesOrNo = { true: t`Yes`, false: t`No` };
  const types = {
    Presence: typeName(ActivityType.PRESENCE),
    Break: typeName(ActivityType.BREAK),
    Meeting: typeName(ActivityType.MEETING),
    Absence: typeName(ActivityType.ABSENCE),
    Illness: typeName(ActivityType.ILLNESS),
    Vacation: typeName(ActivityType.VACATION),
  };
  const letters = { exact: t`As sent`, lower: t`All lower case`, upper: t`All upper case` };
  return {
    absence_match: yesOrNo,
    "agent.letter_case": letters,
    "detail.letter_case": letters,
    edition: { basic: "Basic", advanced: "Advanced", enterprise: "Enterprise" },
    "event_id.letter_case": letters,
    kind: { excused: t`Excused`, in_adherence: t`Approved as in adherence` },
    matched_types: types,
    paid: yesOrNo,
    roles: {
      admin: roleName(Role.ADMIN),
      planner: roleName(Role.PLANNER),
      supervisor: roleName(Role.SUPERVISOR),
      service: roleName(Role.SERVICE),
    },
    state: {
      active: t({ message: "Active", context: "integration" }),
      paused: t({ message: "Suspended", context: "integration" }),
    },
    "status.letter_case": letters,
    "time.letter_case": letters,
    type: types,
    type_match: yesOrNo,
    unmapped_policy: { present: t`Present`, unknown: t`Unknown` },
    vendor_id: { odigo: "Odigo", push: "Universal push API" },
    "web_service.authentication": {
      basic: t`Username and password with each request`,
      basic_then_token: t`Username and password for a token, the token with each request`,
    },
    "web_service.password": {
      set: t({ message: "Set", context: "password" }),
      changed: t({ message: "Changed", context: "password" }),
    },
  };
}
