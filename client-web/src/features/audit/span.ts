import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { addDays, instantOf, localDay } from "../../lib/zoned";
import type { AuditSearch } from "./search";

/** The first and the last day of what is listed; either may be open. */
export function daysOf({ range, from, to }: AuditSearch, today: string): { from?: string; to?: string } {
  switch (range) {
    case "today":
      return { from: today };
    case "week":
      return { from: addDays(today, -6) };
    case "month":
      return { from: addDays(today, -29) };
    case "days":
      return { from, to };
    default:
      return {};
  }
}

/** The part of a request that says when: whole days by the clocks of `zone`. */
export function spanOf(search: AuditSearch, zone: string, now: number) {
  const days = daysOf(search, localDay(now, zone));
  // Days chosen the other way round mean the same.
  const turned = days.from && days.to && days.from > days.to;
  const [from, to] = turned ? [days.to, days.from] : [days.from, days.to];
  const begin = (day: string) => timestampFromMs(instantOf(`${day}T00:00`, zone));
  return { startTime: from ? begin(from) : undefined, endTime: to ? begin(addDays(to, 1)) : undefined };
}
