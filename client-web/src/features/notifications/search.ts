import { searchText } from "../../lib/search-text";

/** Stretches of time to choose from; `times` goes from one moment to another. */
const RANGES = ["hour", "today", "week", "times"] as const;
type Range = (typeof RANGES)[number];

/** What the address says about the notifications. */
export interface NotificationsSearch {
  /** Outcomes by their slugs, separated by commas; any if absent. */
  outcome?: string;
  /** Code of the reason for which something was set aside. */
  reason?: string;
  /** The agent, exactly as sent. */
  agent?: string;
  /** Any time if absent. */
  range?: Range;
  /** Begin of the range `times`, as `yyyy-mm-ddThh:mm` by the clocks of the integration. */
  from?: string;
  /** Its end. */
  to?: string;
  /** Id of the notification that is open. */
  open?: string;
}

/** Reads the address; what it does not know is dropped. */
export function parseNotificationsSearch(search: Record<string, unknown>): NotificationsSearch {
  const range = RANGES.find((range) => range === search.range);
  return {
    outcome: searchText(search.outcome),
    reason: searchText(search.reason),
    agent: searchText(search.agent),
    range,
    from: range === "times" ? localTime(search.from) : undefined,
    to: range === "times" ? localTime(search.to) : undefined,
    open: searchText(search.open),
  };
}

function localTime(value: unknown): string | undefined {
  const fits = typeof value === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value);
  return fits && !Number.isNaN(Date.parse(`${value}:00Z`)) ? value : undefined;
}
