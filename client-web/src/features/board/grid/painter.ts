import type { Rows } from "../../../live/rows";
import { RowElement } from "./row-element";
import { type RowLooks, writeDurations, writeRow } from "./row-writer";

/** Rows kept ready above and below what is visible, for fast scrolling. */
const OVERSCAN = 6;

/** What there is to paint. */
export interface Scene {
  rows: Rows;
  /** Slots in the order of the list. */
  order: Uint32Array;
  looks: RowLooks;
  /** The server's time, Unix ms. */
  now: number;
  /** Whether changed rows flash. */
  flash: boolean;
  /** Slot of the row the keyboard is on; −1 if none. */
  active: number;
}

/** Which part of the list is visible, in px. */
export interface Viewport {
  top: number;
  height: number;
  rowHeight: number;
}

/**
 * Paints the visible rows of a long list into a container, with a fixed stock of elements. A paint writes only what
 * differs from the paint before, so a frame in which nothing visible changed costs next to nothing.
 */
export class GridPainter {
  readonly #body: HTMLElement;
  #stock: RowElement[] = [];
  #last: { looks: RowLooks; rows: Rows; order: Uint32Array; second: number; rowHeight: number } | undefined;

  /** @param body the row group; gets as high as the whole list */
  constructor(body: HTMLElement) {
    this.#body = body;
  }

  /** Brings what is visible up to date. */
  paint(scene: Scene, viewport: Viewport): void {
    const { rows, order, looks } = scene;
    const { rowHeight } = viewport;
    const first = Math.max(0, Math.floor(viewport.top / rowHeight) - OVERSCAN);
    const end = Math.min(order.length, Math.ceil((viewport.top + viewport.height) / rowHeight) + OVERSCAN);
    const second = Math.floor(scene.now / 1_000);
    const last = this.#last;
    const anew = last?.looks !== looks || last.rows !== rows || last.rowHeight !== rowHeight;
    const ticked = last?.second !== second;
    if (last === undefined || last.order.length !== order.length || last.rowHeight !== rowHeight) {
      this.#body.style.height = `${order.length * rowHeight}px`;
    }
    this.#last = { looks, rows, order, second, rowHeight };
    this.#provide(Math.ceil(viewport.height / rowHeight) + 2 * OVERSCAN + 1);

    for (let i = 0; i < this.#stock.length; i++) {
      const row = this.#stock[i];
      if (row !== undefined && (row.index < first || row.index >= end)) hide(row);
    }
    for (let index = first; index < end; index++) {
      const row = this.#stock[index % this.#stock.length];
      if (row === undefined) continue;
      this.#place(row, index, anew ? rowHeight : undefined, viewport);
      this.#fill(row, order[index] ?? -1, scene, anew, ticked);
    }
  }

  /** Puts the rows into reading order, for those who read the page without seeing it. */
  settle(): void {
    const place = ({ index }: RowElement) => (index < 0 ? Number.MAX_SAFE_INTEGER : index);
    const elements = this.#stock.toSorted((a, b) => place(a) - place(b)).map(({ element }) => element);
    if (elements.some((element, i) => this.#body.children[i] !== element)) this.#body.append(...elements);
  }

  /** The slot of the row that an element belongs to; −1 if to none. */
  slotOf(element: Element): number {
    const found = element.closest('[role="row"]');
    return this.#stock.find((row) => row.element === found)?.slot ?? -1;
  }

  /** Takes its elements away. */
  clear(): void {
    this.#body.replaceChildren();
    this.#stock = [];
    this.#last = undefined;
  }

  #provide(count: number): void {
    if (this.#stock.length >= count) return;
    // A row's element follows from its index and the size of the stock: with another size all are dealt anew.
    for (const row of this.#stock) hide(row);
    while (this.#stock.length < count) {
      const row = new RowElement();
      row.element.hidden = true;
      this.#stock.push(row);
      this.#body.append(row.element);
    }
  }

  #place(row: RowElement, index: number, moved: number | undefined, { rowHeight }: Viewport): void {
    if (row.index === index && moved === undefined) return;
    if (row.index < 0) row.element.hidden = false;
    row.index = index;
    row.element.style.transform = `translateY(${index * rowHeight}px)`;
    row.element.setAttribute("aria-rowindex", String(index + 2));
  }

  #fill(row: RowElement, slot: number, scene: Scene, anew: boolean, ticked: boolean): void {
    const { rows } = scene;
    const version = rows.columns.changed[slot] ?? 0;
    const isOther = row.slot !== slot;
    if (isOther) {
      row.slot = slot;
      row.element.id = rowId(slot);
    }
    if (isOther || anew || row.version !== version) {
      writeRow(row, rows, slot, scene.looks);
      writeDurations(row, rows, slot, scene.now);
      const noticed = rows.columns.noticed[slot] ?? 0;
      if (scene.flash && !isOther && !anew && noticed > row.version) flash(row.element);
      row.version = version;
    } else if (ticked) {
      writeDurations(row, rows, slot, scene.now);
    }
    const selected = String(slot === scene.active);
    if (row.element.getAttribute("aria-selected") !== selected) row.element.setAttribute("aria-selected", selected);
  }
}

/** The id of the element that shows a slot. */
export function rowId(slot: number): string {
  return `board-row-${slot}`;
}

function hide(row: RowElement): void {
  if (row.index < 0) return;
  row.index = -1;
  row.slot = -1;
  row.element.hidden = true;
  row.element.removeAttribute("id");
}

function flash(element: HTMLElement): void {
  const keyframes = [{ backgroundColor: "var(--board-flash)" }, { backgroundColor: "transparent" }];
  element.animate(keyframes, { duration: 900, easing: "ease-out" });
}
