import { useLingui } from "@lingui/react/macro";
import { NotificationField } from "../../gen/kadans/v1/notification_format_pb";

/** The fields of a notification, in the order in which they are shown. */
export const FIELDS = [
  NotificationField.AGENT,
  NotificationField.STATUS,
  NotificationField.DETAIL,
  NotificationField.TIME,
  NotificationField.EVENT_ID,
] as const;
export type Field = (typeof FIELDS)[number];

/** Names of the fields. */
export function useFieldNames(): Record<Field, string> {
  const { t } = useLingui();
  return {
    [NotificationField.AGENT]: t`Agent`,
    [NotificationField.STATUS]: t`Status`,
    [NotificationField.DETAIL]: t`Detail`,
    [NotificationField.TIME]: t`Time`,
    [NotificationField.EVENT_ID]: t`Event id`,
  };
}
