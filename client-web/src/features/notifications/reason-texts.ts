import { useLingui } from "@lingui/react/macro";
import { useItemText, useJsonText, useUnreadableText } from "./reason-details";

/** What the server says of one thing that can't be read. */
interface Reason {
  code: string;
  message: string;
}

/** A function that says what is wrong and what to do, in the server's words only if the code is not known here. */
export function useReasonText(): (reason: Reason) => string {
  const { t } = useLingui();
  const unreadableText = useUnreadableText();
  const jsonText = useJsonText();
  const itemText = useItemText();
  return ({ code, message }) => {
    switch (code) {
      case "unreadable":
        return unreadableText(message);
      case "too_deep":
        return t`The body is nested more than 32 levels deep. Have a flatter one sent.`;
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
      case "malformed_json":
        return jsonText(message);
      case "no_data":
        return t`The body must be an object with an array that is named data.`;
      case "too_many_items":
        return t`The body has more than 500 items. Send them in several requests.`;
      case "bad_item":
        return itemText(message);
      case "bad_snapshot":
        return t`The field snapshot must be true or false.`;
      case "bad_time":
        return t`The field time is that of a snapshot, which says so with snapshot: true. It must be an RFC 3339 time with its offset.`;
      case "incomplete_snapshot":
        return t`A snapshot is taken whole or not at all, and some of its items can’t be read. What the request was answered names them.`;
      case "no_agent":
        return t`The agent must not be empty.`;
      case "no_status":
        return t`The status must not be empty.`;
      case "bad_agent":
        return t`The agent is longer than 200 characters or has control characters.`;
      case "bad_status":
        return t`The status is longer than 200 characters or has control characters.`;
      case "bad_detail":
        return t`The detail is longer than 200 characters or has control characters.`;
      case "bad_event_id":
        return t`The event ID is longer than 200 characters or has control characters.`;
      case "bad_sent_time":
        return t`The time from when the status holds must be between the years 1 and 9999.`;
      case "bad_end_time":
        return t`The time until when the status holds must be later than the one from when it holds.`;
      default:
        return message || code;
    }
  };
}
