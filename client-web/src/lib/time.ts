import type { Timestamp } from "@bufbuild/protobuf/wkt";

/** Milliseconds since 1970, for `Date` and the clock. */
export function timestampMs(timestamp: Timestamp): number {
  return Number(timestamp.seconds) * 1000 + timestamp.nanos / 1_000_000;
}

/** The instant as a `Date`. */
export function toDate(timestamp: Timestamp): Date {
  return new Date(timestampMs(timestamp));
}
