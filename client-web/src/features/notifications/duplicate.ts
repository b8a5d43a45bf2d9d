import { type CapturedNotification, CaptureOutcome } from "../../gen/kadans/v1/captured_notification_pb";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { hasFormat } from "../integrations/vendors";

/**
 * Whether all that a notification says was stored before: states that were are left out. A format sets aside what has
 * no state at all, so none is left only of duplicates; what is pushed may list nobody.
 */
export function isDuplicate(
  { outcome, states, unreadableItems, method, body }: CapturedNotification,
  { vendorId }: Integration,
): boolean {
  if (outcome !== CaptureOutcome.ACCEPTED || states.length > 0 || unreadableItems.length > 0) return false;
  return hasFormat(vendorId) ? method !== "" : body.includes('"agentIdentifier"');
}
