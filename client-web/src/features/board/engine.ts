import type { BoardSummary } from "../../gen/kadans/v1/board_pb";
import type { LiveBoard } from "../../live/board";
import type { Rows } from "../../live/rows";
import { countOverview, deriveOrder } from "../../live/view/derive";
import type { Overview } from "../../live/view/overview";
import type { BoardQuery } from "../../live/view/query";
import type { RowLooks } from "./grid/row-writer";

/** How long the order holds while rows change, so that nobody loses the row they read. */
const RERANK_MS = 5_000;

/** How often newcomers are taken into the list. */
const NEWCOMERS_MS = 250;

/** How often the figures beside the list are counted. */
const COUNT_MS = 1_000;

/** What a page shows around the list; a new object when any of it changed. */
export interface Figures {
  overview: Overview;
  /** How many people are listed. */
  listed: number;
  /** Whether a whole picture has arrived. */
  complete: boolean;
  /** The account's target in percent; undefined before the server told it. */
  target: number | undefined;
  /** How many people are being recomputed. */
  recalculating: number;
}

/** What the figures were counted from. */
interface Counted {
  at: number;
  version: number;
  summary: BoardSummary | undefined;
  /** Whether it still is what was asked for. */
  current: boolean;
}

/** What is painted in a frame. */
export interface Frame {
  rows: Rows;
  order: Uint32Array;
  now: number;
}

/** Decides, frame by frame, what the board shows: which rows, in which order, as of when. */
export class BoardEngine {
  readonly #board: LiveBoard;
  #looks: RowLooks;
  #query: BoardQuery;
  #frozen: { rows: Rows; now: number } | undefined;
  #order: Uint32Array = new Uint32Array();
  #ranked = { at: Number.NEGATIVE_INFINITY, version: -1, arrivals: -1, departures: -1, current: false };
  #counted: Counted = { at: Number.NEGATIVE_INFINITY, version: -1, summary: undefined, current: false };
  #figures: Figures | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(board: LiveBoard, query: BoardQuery, looks: RowLooks) {
    this.#board = board;
    this.#query = query;
    this.#looks = looks;
  }

  /** The newest figures; undefined before the first frame. */
  readonly figures = (): Figures | undefined => this.#figures;

  /** Calls `listener` when the figures change, at most once a second but for changes of the query. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The looks of the rows as they were set last. */
  get looks(): RowLooks {
    return this.#looks;
  }

  /** Lists other people, or in another order, from the next frame on. */
  setQuery(query: BoardQuery): void {
    this.#query = query;
    this.#ranked.current = false;
    this.#counted.current = false;
  }

  /** Shows rows otherwise: another language, another name of an activity. */
  setLooks(looks: RowLooks): void {
    this.#looks = looks;
    this.#ranked.current = false;
  }

  /** Shows the board as it is now until told otherwise; what arrives meanwhile is kept. */
  pause(paused: boolean): void {
    const { picture } = this.#board;
    this.#frozen = paused ? { rows: picture.store.rows.freeze(), now: picture.clock.now() } : undefined;
    this.#ranked.current = false;
    this.#counted.current = false;
  }

  /** The rows as the reader sees them, and as of when. */
  present(): Pick<Frame, "rows" | "now"> {
    const { picture } = this.#board;
    return this.#frozen ?? { rows: picture.store.rows, now: picture.clock.now() };
  }

  /** What to paint now. @param at time of the frame, ms on any steady clock */
  frame(at: number): Frame {
    const { rows, now } = this.present();
    if (this.#rankIsDue(rows, at)) this.#rank(rows, at);
    if (this.#countIsDue(rows, at)) this.#count(rows, at);
    return { rows, order: this.#order, now };
  }

  #rankIsDue(rows: Rows, at: number): boolean {
    const ranked = this.#ranked;
    // Who left has to go at once: their slot may be somebody else's.
    if (!ranked.current || rows.departures !== ranked.departures) return true;
    const age = at - ranked.at;
    if (rows.arrivals !== ranked.arrivals) return age >= NEWCOMERS_MS;
    // In an empty list nobody loses the row they read.
    if (this.#order.length === 0) return rows.version !== ranked.version && age >= NEWCOMERS_MS;
    return rows.version !== ranked.version && age >= RERANK_MS;
  }

  #rank(rows: Rows, at: number): void {
    this.#order = deriveOrder(rows, this.#looks.lexicon, this.#query);
    const { version, arrivals, departures } = rows;
    this.#ranked = { at, version, arrivals, departures, current: true };
    if (this.#figures?.listed !== this.#order.length) this.#counted.current = false;
  }

  #countIsDue(rows: Rows, at: number): boolean {
    const { store } = this.#board.picture;
    const counted = this.#counted;
    if (!counted.current || this.#figures?.complete !== store.complete) return true;
    const changed = rows.version !== counted.version || store.summary !== counted.summary;
    return changed && at - counted.at >= COUNT_MS;
  }

  #count(rows: Rows, at: number): void {
    const { store } = this.#board.picture;
    this.#counted = { at, version: rows.version, summary: store.summary, current: true };
    this.#figures = {
      overview: countOverview(rows, this.#query),
      listed: this.#order.length,
      complete: store.complete,
      target: store.summary?.targetPercent,
      recalculating: store.summary?.recalculatingCount ?? 0,
    };
    for (const listener of this.#listeners) listener();
  }
}
