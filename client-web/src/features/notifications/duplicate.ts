import type { CapturedNotification } from "../../gen/kadans/v1/captured_notification_pb";

/** Whether all that a notification says was stored before. */
export function isDuplicate({ duplicateCount, states, unreadableItems }: CapturedNotification): boolean {
  return duplicateCount > 0 && states.length === 0 && unreadableItems.length === 0;
}
