import { ROW_STATUSES, type RowStatus } from "../../live/status";
import { type BoardQuery, COLUMNS, type Sort } from "../../live/view/query";
import { parseSearch } from "../../live/view/search";
import { STATUS_SLUGS } from "./grid/icons";

/** What the reader chose; all of it is in the address. */
export interface BoardFilters {
  /** Planning unit ids. */
  units: readonly string[];
  /** Group ids. */
  groups: readonly string[];
  statuses: readonly RowStatus[];
  onlyOut: boolean;
  /** An activity's id; empty for any. */
  activity: string;
  /** What was typed into the search box. */
  search: string;
  sort: Sort;
  /** The employee whose details are open; empty for none. */
  person: string;
}

/** Search parameters of the address, as the router reads and writes them. */
export type BoardParams = Partial<
  Record<"units" | "groups" | "status" | "q" | "activity" | "sort" | "person", string> & { out: boolean }
>;

/** Who is most urgent comes first. */
const DEFAULT_SORT: Sort = { column: "status", descending: false };

/** Reads the address; whatever it does not understand counts as not there. */
export function readFilters(params: Record<string, unknown>): BoardFilters {
  const list = (key: string) => text(params[key]).split(",").filter(Boolean);
  const slugs = new Set(list("status"));
  return {
    units: list("units"),
    groups: list("groups"),
    statuses: ROW_STATUSES.filter((status) => slugs.has(STATUS_SLUGS[status])),
    onlyOut: params.out === true || params.out === 1,
    activity: text(params.activity),
    search: text(params.q),
    sort: readSort(text(params.sort)),
    person: text(params.person),
  };
}

/** Writes the address; what is as it always is stays out of it. */
export function writeFilters(filters: BoardFilters): BoardParams {
  const { units, groups, statuses, onlyOut, activity, search, sort, person } = filters;
  const params: BoardParams = {
    units: units.join(","),
    groups: groups.join(","),
    status: statuses.map((status) => STATUS_SLUGS[status]).join(","),
    out: onlyOut,
    activity,
    q: search,
    sort: isDefault(sort) ? "" : `${sort.descending ? "-" : ""}${sort.column}`,
    person,
  };
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value)) as BoardParams;
}

/** What the filters ask of the rows. */
export function boardQuery({ units, groups, statuses, search, onlyOut, activity, sort }: BoardFilters): BoardQuery {
  const chosen = { units: new Set(units), groups: new Set(groups), statuses: new Set(statuses) };
  return { ...chosen, onlyOut, activity, terms: parseSearch(search), sort };
}

/** The filters with everything shown; planning units, groups, order and open details stay. */
export function clearFilters(filters: BoardFilters): BoardFilters {
  return { ...filters, statuses: [], onlyOut: false, activity: "", search: "" };
}

/** Whether anything but planning units and groups narrows the list. */
export function isFiltered({ statuses, onlyOut, activity, search }: BoardFilters): boolean {
  return statuses.length > 0 || onlyOut || activity !== "" || search !== "";
}

/** The list with the value taken out if it is in, else put in. */
export function toggled<T>(values: readonly T[], value: T): T[] {
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
}

function readSort(text: string): Sort {
  const descending = text.startsWith("-");
  const column = COLUMNS.find((column) => column === text.slice(descending ? 1 : 0));
  return column === undefined ? DEFAULT_SORT : { column, descending };
}

function isDefault({ column, descending }: Sort): boolean {
  return column === DEFAULT_SORT.column && descending === DEFAULT_SORT.descending;
}

/** The router reads digits as a number: `?q=12`. */
function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
