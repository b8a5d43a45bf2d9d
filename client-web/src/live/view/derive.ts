import { Flag } from "../columns";
import { GROUP_SEPARATOR, type Rows } from "../rows";
import { isOut, RowStatus } from "../status";
import type { Lexicon } from "./lexicon";
import { type Overview, OverviewCounter } from "./overview";
import type { BoardQuery } from "./query";
import { fieldMatches, type SearchTerm } from "./search";
import { sortSlots } from "./sort";

/** Slots of the people who are listed, in order. Takes some ms for 10,000 people: not for every frame. */
export function deriveOrder(rows: Rows, lexicon: Lexicon, query: BoardQuery): Uint32Array {
  const inScope = scopeFilter(rows, query);
  const found = new Uint32Array(rows.count);
  let length = 0;
  for (const slot of rows.live()) {
    if (inScope(slot) && isListed(rows, slot, query) && matchesSearch(rows, slot, lexicon, query.terms)) {
      found[length++] = slot;
    }
  }
  const order = found.slice(0, length);
  sortSlots(order, rows, lexicon, query.sort);
  return order;
}

/** Whose figures are counted, whatever else narrows the list. */
export type Scope = Pick<BoardQuery, "units" | "groups">;

/** The figures over everybody in the planning units and groups. */
export function countOverview(rows: Rows, scope: Scope): Overview {
  const inScope = scopeFilter(rows, scope);
  const counter = new OverviewCounter(rows);
  for (const slot of rows.live()) if (inScope(slot)) counter.add(slot);
  return counter.result();
}

function scopeFilter(rows: Rows, { units, groups }: Scope): (slot: number) => boolean {
  const inUnits = unitFilter(rows, units);
  const inGroups = groupFilter(rows, groups);
  return (slot) => inUnits(slot) && inGroups(slot);
}

/** Few lists of groups are shared by many people: each is looked through once. */
function groupFilter(rows: Rows, groups: ReadonlySet<string>): (slot: number) => boolean {
  if (groups.size === 0) return () => true;
  const verdicts = Array.from({ length: rows.groups.size }, (_, number) =>
    rows.groups
      .string(number)
      .split(GROUP_SEPARATOR)
      .some((id) => groups.has(id)),
  );
  return (slot) => verdicts[rows.columns.groups[slot] ?? 0] ?? false;
}

function unitFilter(rows: Rows, units: ReadonlySet<string>): (slot: number) => boolean {
  if (units.size === 0) return () => true;
  const numbers = new Set([...units].map((id) => rows.units.number(id)));
  return (slot) => numbers.has(rows.columns.unit[slot] ?? 0);
}

function isListed({ columns: c, activities }: Rows, slot: number, query: BoardQuery): boolean {
  const status = c.status[slot] as RowStatus;
  if (query.onlyOut && !isOut(status)) return false;
  if (query.statuses.size > 0 ? !query.statuses.has(status) : status === RowStatus.Hidden) return false;
  if (query.activity === "") return true;
  const isAsked = (number = 0) => activities.string(number) === query.activity;
  return isAsked(c.actual[slot]) || isAsked(c.scheduled[slot]);
}

function matchesSearch(rows: Rows, slot: number, lexicon: Lexicon, terms: readonly SearchTerm[]): boolean {
  if (terms.length === 0) return true;
  const { columns: c } = rows;
  const flags = c.flags[slot] ?? 0;
  const fields = [
    lexicon.names(rows).folded[slot] ?? "",
    lexicon.activities.folded(c.actual[slot] ?? 0),
    lexicon.activities.folded(c.scheduled[slot] ?? 0),
    lexicon.texts.folded(c.external[slot] ?? 0),
    lexicon.texts.folded(c.detail[slot] ?? 0),
    lexicon.status[c.status[slot] ?? 0] ?? "",
    flags & Flag.Severe ? lexicon.severe : "",
    flags & Flag.Unmapped ? lexicon.unmapped : "",
  ];
  return terms.some((term) => fields.some((field) => fieldMatches(field, term)));
}
