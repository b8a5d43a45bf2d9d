import { isDay } from "../../lib/zoned";

/** What the address of a person's page says. */
export interface PersonSearch {
  /** The local day as `yyyy-mm-dd`; today if absent. */
  date?: string;
}

/** Reads the address; what is no day counts as today. */
export function parsePersonSearch(search: Record<string, unknown>): PersonSearch {
  // An absent key would leave the address as it is.
  return { date: isDay(search.date) ? search.date : undefined };
}
