import { type Columns, columns } from "./columns";
import { Interner } from "./interner";

const FIRST_CAPACITY = 1_024;

/** Between the group ids of one person. */
export const GROUP_SEPARATOR = " ";

/** The rows of a board, addressed by slot. A slot belongs to one person from their coming to their going. */
export class Rows {
  readonly units: Interner;
  /** Lists of group ids, with `GROUP_SEPARATOR` between them. */
  readonly groups: Interner;
  readonly activities: Interner;
  readonly texts: Interner;
  readonly ids: string[];
  readonly names: string[];
  columns: Columns;
  /** Slots in use or free again: all live slots are below this. */
  end: number;
  /** How many slots are in use. */
  count: number;
  /** Counts every change of any row. */
  version: number;
  /** Counts those who came, and those who were hidden before. */
  arrivals: number;
  /** Counts those who left. */
  departures: number;
  /** Counts comings and renamings. */
  naming: number;
  readonly #slots: Map<string, number>;
  readonly #free: number[];

  constructor(from?: Rows) {
    this.units = from?.units ?? new Interner();
    this.groups = from?.groups ?? new Interner();
    this.activities = from?.activities ?? new Interner();
    this.texts = from?.texts ?? new Interner();
    this.ids = [...(from?.ids ?? [])];
    this.names = [...(from?.names ?? [])];
    this.columns = columns(from?.columns.changed.length ?? FIRST_CAPACITY, from?.columns);
    this.end = from?.end ?? 0;
    this.count = from?.count ?? 0;
    this.version = from?.version ?? 0;
    this.arrivals = from?.arrivals ?? 0;
    this.departures = from?.departures ?? 0;
    this.naming = from?.naming ?? 0;
    this.#slots = new Map(from === undefined ? [] : from.#slots);
    this.#free = [...(from === undefined ? [] : from.#free)];
  }

  /** A copy that no longer changes: what a reader sees who paused the updates. */
  freeze(): Rows {
    return new Rows(this);
  }

  /** The slot of an employee; undefined if they are not on the board. */
  slot(employeeId: string): number | undefined {
    return this.#slots.get(employeeId);
  }

  /** Whether a slot holds a person. */
  isLive(slot: number): boolean {
    return (this.columns.changed[slot] ?? 0) > 0;
  }

  /** The slots in use, in no order. */
  *live(): Generator<number> {
    for (let slot = 0; slot < this.end; slot++) if (this.isLive(slot)) yield slot;
  }

  /** Gives a new person a slot; its columns are still those of nobody. */
  add(employeeId: string, name: string): number {
    const slot = this.#free.pop() ?? this.end++;
    const capacity = this.columns.changed.length;
    if (slot >= capacity) this.columns = columns(capacity * 2, this.columns);
    this.#slots.set(employeeId, slot);
    this.ids[slot] = employeeId;
    this.names[slot] = name;
    this.columns.noticed[slot] = 0;
    this.count++;
    this.arrivals++;
    this.naming++;
    return slot;
  }

  /** Somebody who was hidden is so no longer. */
  unhide(): void {
    this.arrivals++;
  }

  /** Writes a person's new name. */
  rename(slot: number, name: string): void {
    this.names[slot] = name;
    this.naming++;
  }

  /** Frees a person's slot. */
  remove(slot: number): void {
    this.#slots.delete(this.ids[slot] ?? "");
    this.#free.push(slot);
    this.ids[slot] = "";
    this.names[slot] = "";
    this.columns.changed[slot] = 0;
    this.count--;
    this.departures++;
    this.version++;
  }
}
