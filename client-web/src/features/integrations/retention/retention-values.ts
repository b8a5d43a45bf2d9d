import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Duration, DurationSchema } from "@bufbuild/protobuf/wkt";
import { t } from "@lingui/core/macro";
import { decimalOf } from "../../../lib/decimal";

const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;

/** A length of time in days, as it stands in the field; empty if there is none. */
export function daysOf(retention: Duration | undefined): string {
  return retention ? String(Number((Number(retention.seconds) / DAY_S).toFixed(4))) : "";
}

/** The length of time that a number of days means, to the second; absent if it is no number. */
export function retentionOf(days: string): MessageInitShape<typeof DurationSchema> | undefined {
  const seconds = Math.round(decimalOf(days) * DAY_S);
  return Number.isNaN(seconds) ? undefined : { seconds: BigInt(seconds) };
}

/** What is wrong with a number of days, or null. */
export function checkRetention(days: string): string | null {
  const seconds = Math.round(decimalOf(days) * DAY_S);
  if (Number.isNaN(seconds)) return t`Enter a number of days, such as 7 or 0.5.`;
  return seconds >= HOUR_S && seconds <= 90 * DAY_S ? null : t`Enter from 0.042 days, which is an hour, to 90.`;
}
