import { create } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { TimestampSchema } from "@bufbuild/protobuf/wkt";
import { timestampMs } from "../lib/time";

/** A timestamp as Unix ms with fractions; NaN if absent. Not a Date: at 5,000 changes a second those add up. */
export function toMs(time: Timestamp | undefined): number {
  return time === undefined ? Number.NaN : timestampMs(time);
}

/** Unix ms as a timestamp; undefined for NaN. */
export function fromMs(ms: number): Timestamp | undefined {
  if (Number.isNaN(ms)) return undefined;
  const seconds = Math.floor(ms / 1_000);
  return create(TimestampSchema, {
    seconds: BigInt(seconds),
    nanos: Math.round((ms - seconds * 1_000) * 1_000) * 1_000,
  });
}
