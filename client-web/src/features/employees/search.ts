import { searchText } from "../../lib/search-text";

const TABS = ["external", "units", "groups"] as const;

/** A tab of the page of employees besides the first. */
export type EmployeesTab = (typeof TABS)[number];

/** What the address says about the page of employees. */
export interface EmployeesSearch {
  tab?: EmployeesTab;
  /** What is searched for. */
  q?: string;
  /** Id of a planning unit. */
  unit?: string;
  /** Id of a group. */
  group?: string;
  /** Id of an integration. */
  integration?: string;
  /** Only employees without an external user, or external users without an employee. */
  unassigned?: true;
}

/** The tab of that name; undefined for the first. */
export function employeesTab(name: unknown): EmployeesTab | undefined {
  return TABS.find((tab) => tab === name);
}

/** Reads the address; what it does not know is dropped. */
export function parseEmployeesSearch(search: Record<string, unknown>): EmployeesSearch {
  return {
    tab: employeesTab(search.tab),
    q: searchText(search.q),
    unit: searchText(search.unit),
    group: searchText(search.group),
    integration: searchText(search.integration),
    unassigned: search.unassigned === true ? true : undefined,
  };
}
