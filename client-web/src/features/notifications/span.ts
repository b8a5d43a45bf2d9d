import { type Timestamp, timestampFromMs } from "@bufbuild/protobuf/wkt";
import { addDays, instantOf, localDay } from "../../lib/zoned";
import type { NotificationsSearch } from "./search";

const MINUTE_MS = 60_000;

/** The part of a request that says when, by the clocks of `zone`; either end may be open. */
export function spanOf(
  { range, from, to }: Pick<NotificationsSearch, "range" | "from" | "to">,
  zone: string,
  now: number,
): { startTime?: Timestamp; endTime?: Timestamp } {
  const today = localDay(now, zone);
  switch (range) {
    case "hour":
      // By the minute, so that coming back within it finds what was loaded.
      return { startTime: timestampFromMs(Math.floor(now / MINUTE_MS) * MINUTE_MS - 60 * MINUTE_MS) };
    case "today":
      return { startTime: at(`${today}T00:00`, zone) };
    case "week":
      return { startTime: at(`${addDays(today, -6)}T00:00`, zone) };
    case "times": {
      // Chosen the other way round they mean the same.
      const [begin, end] = from && to && from > to ? [to, from] : [from, to];
      return { startTime: begin ? at(begin, zone) : undefined, endTime: end ? at(end, zone) : undefined };
    }
    default:
      return {};
  }
}

/** The instant of a local time as `yyyy-mm-ddThh:mm`; undefined if it is none. */
export function at(local: string, zone: string): Timestamp | undefined {
  const ms = instantOf(local, zone);
  return Number.isNaN(ms) ? undefined : timestampFromMs(ms);
}
