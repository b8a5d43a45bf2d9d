import { useLingui } from "@lingui/react/macro";
import { hasFormat } from "../integrations/vendors";

/** Stable codes of why a format can't read something, in the order in which they are offered. */
export const FORMAT_REASONS = [
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
  "bad_sent_time",
] as const;

/** Stable codes of why something that is pushed can't be taken, likewise. */
export const PUSH_REASONS = [
  "malformed_json",
  "too_deep",
  "no_data",
  "too_many_items",
  "bad_item",
  "bad_snapshot",
  "bad_time",
  "incomplete_snapshot",
  "no_agent",
  "no_status",
  "bad_agent",
  "bad_status",
  "bad_detail",
  "bad_event_id",
  "bad_sent_time",
  "bad_end_time",
] as const;

export type ReasonCode = (typeof FORMAT_REASONS)[number] | (typeof PUSH_REASONS)[number];

/** The reasons for which something of a vendor's systems is set aside. */
export function reasonsOf(vendorId: string): readonly ReasonCode[] {
  return hasFormat(vendorId) ? FORMAT_REASONS : PUSH_REASONS;
}

/** A function that names a reason in a few words; a code that is not known here names itself. */
export function useReasonName(): (code: string) => string {
  const { t } = useLingui();
  const names: Record<ReasonCode, string> = {
    unreadable: t`Unreadable body`,
    too_deep: t`Nested too deeply`,
    too_many: t`Too many notifications in one body`,
    dtd_refused: t`XML with a document type definition`,
    entity_refused: t`XML with an unknown entity`,
    contradiction: t`Contradiction`,
    no_notification: t`No notification in it`,
    missing_agent: t`No agent found`,
    missing_status: t`No status found`,
    invalid_agent: t`Invalid agent`,
    invalid_status: t`Invalid status`,
    malformed_json: t`Not JSON`,
    no_data: t`No data in it`,
    too_many_items: t`Too many items in one body`,
    bad_item: t`Invalid item`,
    bad_snapshot: t`Invalid snapshot`,
    bad_time: t`Invalid time of a snapshot`,
    incomplete_snapshot: t`Incomplete snapshot`,
    no_agent: t`No agent found`,
    no_status: t`No status found`,
    bad_agent: t`Invalid agent`,
    bad_status: t`Invalid status`,
    bad_detail: t`Invalid detail`,
    bad_event_id: t`Invalid event ID`,
    bad_sent_time: t`Invalid start`,
    bad_end_time: t`Invalid end`,
  };
  return (code) => (Object.hasOwn(names, code) ? names[code as ReasonCode] : code);
}
