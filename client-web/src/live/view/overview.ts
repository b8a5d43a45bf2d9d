import { DeviationType } from "../../gen/kadans/v1/adherence_pb";
import { Flag } from "../columns";
import type { Rows } from "../rows";
import { ROW_STATUSES, RowStatus } from "../status";

/** How many people are scheduled for an activity now, and how many do it. */
export interface ActivityCount {
  id: string;
  scheduled: number;
  actual: number;
}

/** The figures beside the list: over everybody in the planning units, whatever the other filters. */
export interface Overview {
  /** How many people there are. */
  people: number;
  /** People by `RowStatus`. */
  byStatus: Uint32Array;
  /** How many of them are severe, by `RowStatus`. */
  severe: Uint32Array;
  /** Real-time adherence in percent; undefined if nobody counts. */
  percent: number | undefined;
  /** Activities that somebody is scheduled for or does. */
  activities: ActivityCount[];
}

/** Adds up rows to an overview. */
export class OverviewCounter {
  readonly #rows: Rows;
  readonly #byStatus = new Uint32Array(ROW_STATUSES.length);
  readonly #severe = new Uint32Array(ROW_STATUSES.length);
  readonly #scheduled: Uint32Array;
  readonly #actual: Uint32Array;
  #people = 0;
  #buffered = 0;

  constructor(rows: Rows) {
    this.#rows = rows;
    this.#scheduled = new Uint32Array(rows.activities.size);
    this.#actual = new Uint32Array(rows.activities.size);
  }

  /** Counts one row. */
  add(slot: number): void {
    const { columns: c } = this.#rows;
    const status = c.status[slot] as RowStatus;
    increment(this.#byStatus, status);
    this.#people++;
    if ((c.flags[slot] ?? 0) & Flag.Severe) increment(this.#severe, status);
    if (status === RowStatus.Buffered && c.deviation[slot] !== DeviationType.NOT_SCHEDULED) this.#buffered++;
    if (status === RowStatus.Hidden) return;
    increment(this.#scheduled, c.scheduled[slot] ?? 0);
    increment(this.#actual, c.actual[slot] ?? 0);
  }

  /** The overview of what was counted. */
  result(): Overview {
    const activities: ActivityCount[] = [];
    for (let number = 1; number < this.#scheduled.length; number++) {
      const scheduled = this.#scheduled[number] ?? 0;
      const actual = this.#actual[number] ?? 0;
      const id = this.#rows.activities.string(number);
      if (scheduled + actual > 0) activities.push({ id, scheduled, actual });
    }
    return {
      people: this.#people,
      byStatus: this.#byStatus,
      severe: this.#severe,
      percent: this.#percent(),
      activities,
    };
  }

  /**
   * (in + buffered) / (in + buffered + not present + wrong activity). People who are not scheduled do not count,
   * within their buffer time or beyond it.
   */
  #percent(): number | undefined {
    const of = (status: RowStatus) => this.#byStatus[status] ?? 0;
    const good = of(RowStatus.In) + this.#buffered;
    const all = good + of(RowStatus.NotPresent) + of(RowStatus.WrongActivity);
    return all === 0 ? undefined : (100 * good) / all;
  }
}

function increment(counts: Uint32Array, index: number): void {
  counts[index] = (counts[index] ?? 0) + 1;
}
