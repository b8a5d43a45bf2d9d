import { searchText } from "../../lib/search-text";

/** What the address says about the page of activities. */
export interface ActivitiesSearch {
  tab?: "statuses" | "matches";
  /** What is searched for. */
  q?: string;
  /** Id of an integration. */
  integration?: string;
  /** Only statuses without a mapping. */
  unmapped?: true;
}

/** Reads the address; what it does not know is dropped. */
export function parseActivitiesSearch(search: Record<string, unknown>): ActivitiesSearch {
  return {
    tab: search.tab === "statuses" || search.tab === "matches" ? search.tab : undefined,
    q: searchText(search.q),
    integration: searchText(search.integration),
    unmapped: search.unmapped === true ? true : undefined,
  };
}
