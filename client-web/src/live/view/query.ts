import type { RowStatus } from "../status";
import type { SearchTerm } from "./search";

/** The columns of the board, in the order they are shown. */
export const COLUMNS = ["name", "actual", "status", "scheduled", "out", "current", "unit"] as const;
export type Column = (typeof COLUMNS)[number];

/** By which column rows are sorted. */
export interface Sort {
  column: Column;
  descending: boolean;
}

/** Which people are listed, and in which order. */
export interface BoardQuery {
  /** Planning unit ids; all if empty. */
  units: ReadonlySet<string>;
  /** Group ids: people of any of them; everybody if empty. */
  groups: ReadonlySet<string>;
  /** Statuses; all but hidden if empty. */
  statuses: ReadonlySet<RowStatus>;
  /** Only people out of adherence. */
  onlyOut: boolean;
  /** Only people who do this activity or are scheduled for it; empty for any. */
  activity: string;
  /** Only people of whom a field matches one of these; everybody if empty. */
  terms: readonly SearchTerm[];
  sort: Sort;
}
