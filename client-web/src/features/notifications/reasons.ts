import { useLingui } from "@lingui/react/macro";

/** Stable codes of why something can't be read, in the order in which they are offered. */
export const REASON_CODES = [
  "unreadable",
  "too_deep",
  "too_many",
  "dtd_refused",
  "entity_refused",
  "contradiction",
  "no_notification",
  "missing_agent",
  "missing_status",
  "invalid_agent",
  "invalid_status",
] as const;

/** What the server says of one thing that can't be read. */
interface Reason {
  code: string;
  message: string;
}

/** A function that names a reason in a few words; a code that is not known here names itself. */
export function useReasonName(): (code: string) => string {
  const { t } = useLingui();
  return (code) => {
    switch (code) {
      case "unreadable":
        return t`Unreadable body`;
      case "too_deep":
        return t`Nested too deeply`;
      case "too_many":
        return t`Too many notifications in one body`;
      case "dtd_refused":
        return t`XML with a document type definition`;
      case "entity_refused":
        return t`XML with an unknown entity`;
      case "contradiction":
        return t`Contradiction`;
      case "no_notification":
        return t`No notification in it`;
      case "missing_agent":
        return t`No agent found`;
      case "missing_status":
        return t`No status found`;
      case "invalid_agent":
        return t`Invalid agent`;
      case "invalid_status":
        return t`Invalid status`;
      default:
        return code;
    }
  };
}

/** A function that says what is wrong and what to do, in the server's words if the code is not known here. */
export function useReasonText(): (reason: Reason) => string {
  const { t } = useLingui();
  return ({ code, message }) => {
    switch (code) {
      case "unreadable": {
        const problem = /\((.*)\)/.exec(message)?.[1] ?? "?";
        return t`The body can’t be read (${problem}). Have Odigo send a form, JSON, XML or lines of name=value.`;
      }
      case "too_deep":
        return t`The body is nested more than 32 levels deep. Have Odigo send a flatter one.`;
      case "too_many":
        return t`The body holds more than 500 notifications. Have Odigo send them in smaller batches.`;
      case "dtd_refused":
        return t`The XML has a document type definition, which is refused. Have Odigo send it without.`;
      case "entity_refused":
        return t`The XML uses an entity that is not predefined. Have Odigo send the character itself.`;
      case "contradiction": {
        const name = /"([^"]*)"/.exec(message)?.[1] ?? "?";
        return t`“${name}” is given more than once with different values. Have it sent once, or use another name in the format.`;
      }
      case "no_notification":
        return t`Neither an agent nor a status was found. Check the names in the format.`;
      case "missing_agent":
        return t`No agent was found. Check the names of the agent in the format.`;
      case "missing_status":
        return t`No status was found. Check the names of the status in the format.`;
      case "invalid_agent":
        return t`The agent is longer than 200 characters or has control characters. Check the names of the agent in the format.`;
      case "invalid_status":
        return t`The status is longer than 200 characters or has control characters. Check the names of the status in the format.`;
      default:
        return message || code;
    }
  };
}
