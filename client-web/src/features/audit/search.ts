import { searchText } from "../../lib/search-text";
import { isDay } from "../../lib/zoned";

/** Stretches of time to choose from; `days` goes from one day to another. */
const RANGES = ["today", "week", "month", "days"] as const;
type Range = (typeof RANGES)[number];

/** What the address says about the audit log. */
export interface AuditSearch {
  /** What is searched for. */
  q?: string;
  /** Any time if absent. */
  range?: Range;
  /** First day of the range `days`, as `yyyy-mm-dd`. */
  from?: string;
  /** Its last day. */
  to?: string;
  /** Id of the person or program who made the change. */
  actor?: string;
  /** Id of what was changed. */
  subject?: string;
}

const day = (value: unknown) => (isDay(value) ? value : undefined);

/** Reads the address; what it does not know is dropped. */
export function parseAuditSearch(search: Record<string, unknown>): AuditSearch {
  const range = RANGES.find((range) => range === search.range);
  return {
    q: searchText(search.q),
    range,
    from: range === "days" ? day(search.from) : undefined,
    to: range === "days" ? day(search.to) : undefined,
    actor: searchText(search.actor),
    subject: searchText(search.subject),
  };
}
