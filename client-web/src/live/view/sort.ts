import { Flag } from "../columns";
import type { Rows } from "../rows";
import type { Lexicon } from "./lexicon";
import type { Column, Sort } from "./query";

/** Sorts slots in place. Rows without a value in the column come last in either direction; ties go by name. */
export function sortSlots(slots: Uint32Array, rows: Rows, lexicon: Lexicon, sort: Sort): void {
  const key = keyOf(sort.column, rows, lexicon);
  const direction = sort.descending ? -1 : 1;
  const keys = new Float64Array(rows.end);
  const seconds = new Float64Array(rows.end);
  const { ranks } = lexicon.names(rows);
  const { deviationSince } = rows.columns;
  for (const slot of slots) {
    keys[slot] = lastIfNone(direction * key(slot));
    // Among equals in the status column the longest deviation comes first.
    if (sort.column === "status") seconds[slot] = lastIfNone(deviationSince[slot]);
  }
  slots.sort((a, b) => order(keys, a, b) || order(seconds, a, b) || order(ranks, a, b) || a - b);
}

function lastIfNone(value: number | undefined): number {
  return value === undefined || Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
}

function order(keys: Float64Array, a: number, b: number): number {
  const left = keys[a] ?? 0;
  const right = keys[b] ?? 0;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** What a column sorts by, ascending: words by the language's order, durations by length. */
function keyOf(column: Column, rows: Rows, lexicon: Lexicon): (slot: number) => number {
  const { columns: c } = rows;
  const none = Number.NaN;
  switch (column) {
    case "name":
      return (slot) => lexicon.names(rows).ranks[slot] ?? none;
    case "actual":
      return (slot) => lexicon.activities.rank(c.actual[slot] ?? 0);
    case "scheduled":
      return (slot) => lexicon.activities.rank(c.scheduled[slot] ?? 0);
    case "unit":
      return (slot) => lexicon.units.rank(c.unit[slot] ?? 0);
    case "status":
      return (slot) => (c.status[slot] ?? 0) * 2 + ((c.flags[slot] ?? 0) & Flag.Severe ? 0 : 1);
    case "out":
      return (slot) => -(c.deviationSince[slot] ?? none);
    case "current":
      return (slot) => -(c.actualSince[slot] ?? none);
  }
}
