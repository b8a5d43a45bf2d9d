import { searchText } from "../../lib/search-text";

/** What the address says about the page of employees. */
export interface EmployeesSearch {
  tab?: "external";
  /** What is searched for. */
  q?: string;
  /** Id of a planning unit. */
  unit?: string;
  /** Id of an integration. */
  integration?: string;
  /** Only external users without an employee. */
  unassigned?: true;
}

/** Reads the address; what it does not know is dropped. */
export function parseEmployeesSearch(search: Record<string, unknown>): EmployeesSearch {
  return {
    tab: search.tab === "external" ? "external" : undefined,
    q: searchText(search.q),
    unit: searchText(search.unit),
    integration: searchText(search.integration),
    unassigned: search.unassigned === true ? true : undefined,
  };
}
