import { searchText } from "../../lib/search-text";

/** What the address says about the page of users. */
export interface UsersSearch {
  /** What is searched for. */
  q?: string;
}

/** Reads the address; what it does not know is dropped. */
export function parseUsersSearch(search: Record<string, unknown>): UsersSearch {
  return { q: searchText(search.q) };
}
