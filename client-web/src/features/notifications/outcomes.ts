import { CaptureOutcome } from "../../gen/kadans/v1/captured_notification_pb";

/** Outcomes as the address names them. */
export const OUTCOMES = {
  accepted: CaptureOutcome.ACCEPTED,
  partly: CaptureOutcome.PARTLY,
  quarantined: CaptureOutcome.QUARANTINED,
} as const;
export type OutcomeSlug = keyof typeof OUTCOMES;

/** Their names, in the order in which they are offered. */
export const OUTCOME_SLUGS = Object.keys(OUTCOMES) as OutcomeSlug[];

/** The outcomes that an address names. */
export function outcomesIn(text: string | undefined): OutcomeSlug[] {
  const named = (text ?? "").split(",");
  return OUTCOME_SLUGS.filter((slug) => named.includes(slug));
}
