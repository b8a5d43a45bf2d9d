import type { BoardEngine, Frame } from "../engine";
import { moveTo } from "./keyboard";
import { GridPainter, rowId } from "./painter";

/** How long the list has to rest before its elements are put into reading order, in ms. */
const SETTLE_MS = 150;

/** Height of a row in rem. */
export const ROW_REM = 2.875;

/** The elements a controller works on. */
export interface GridElements {
  /** Scrolls, and has the focus. */
  grid: HTMLElement;
  /** Sticks to the top of the grid. */
  head: HTMLElement;
  body: HTMLElement;
}

/** What a grid leads to. */
export interface GridActions {
  /** A row was chosen. */
  onOpen(employeeId: string): void;
  /** The name in a row was chosen, which is a link. */
  onName(employeeId: string): void;
}

/** Runs a grid: one paint per animation frame, scrolling, and the keyboard. */
export class GridController {
  readonly #engine: BoardEngine;
  readonly #elements: GridElements;
  readonly #actions: GridActions;
  readonly #painter: GridPainter;
  readonly #stop = new AbortController();
  readonly #reducedMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
  readonly #resize = new ResizeObserver(() => this.#measure());
  #viewport = { top: 0, height: 0, rowHeight: 1 };
  #frame: Frame | undefined;
  #request = 0;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;
  /** The person the keyboard is on; their row may move. */
  #active = -1;

  constructor(engine: BoardEngine, elements: GridElements, actions: GridActions) {
    this.#engine = engine;
    this.#elements = elements;
    this.#actions = actions;
    this.#painter = new GridPainter(elements.body);
  }

  /** Begins to paint and to listen. */
  start(): void {
    const { grid, body } = this.#elements;
    const { signal } = this.#stop;
    grid.addEventListener("scroll", () => this.#onScroll(), { signal, passive: true });
    grid.addEventListener("keydown", (event) => this.#onKey(event), { signal });
    grid.addEventListener("focus", () => this.#onFocus(), { signal });
    body.addEventListener("click", (event) => this.#onClick(event), { signal });
    this.#resize.observe(grid);
    this.#measure();
    this.#request = requestAnimationFrame(this.#paint);
  }

  /** Ends both. */
  stop(): void {
    cancelAnimationFrame(this.#request);
    clearTimeout(this.#settleTimer);
    this.#stop.abort();
    this.#resize.disconnect();
    this.#painter.clear();
  }

  readonly #paint = (at: number): void => {
    this.#request = requestAnimationFrame(this.#paint);
    const before = this.#frame?.order;
    const frame = this.#engine.frame(at);
    this.#frame = frame;
    const flash = !this.#reducedMotion.matches;
    this.#painter.paint({ ...frame, looks: this.#engine.looks, flash, active: this.#active }, this.#viewport);
    if (before !== frame.order) this.#announceOrder(frame);
  };

  #announceOrder({ order }: Frame): void {
    const { grid } = this.#elements;
    grid.setAttribute("aria-rowcount", String(order.length + 1));
    if (this.#active >= 0 && !order.includes(this.#active)) this.#setActive(-1);
  }

  #measure(): void {
    const { grid, head } = this.#elements;
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#viewport = {
      top: grid.scrollTop,
      height: Math.max(0, grid.clientHeight - head.offsetHeight),
      rowHeight: Math.round(ROW_REM * rem),
    };
    this.#settleLater();
  }

  #onScroll(): void {
    this.#viewport.top = this.#elements.grid.scrollTop;
    this.#settleLater();
  }

  #settleLater(): void {
    clearTimeout(this.#settleTimer);
    this.#settleTimer = setTimeout(() => this.#painter.settle(), SETTLE_MS);
  }

  #onFocus(): void {
    const firstVisible = this.#frame?.order[Math.ceil(this.#viewport.top / this.#viewport.rowHeight)];
    if (this.#active < 0 && firstVisible !== undefined) this.#setActive(firstVisible);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.target !== this.#elements.grid || event.altKey || event.ctrlKey || event.metaKey) return;
    const order = this.#frame?.order ?? new Uint32Array();
    if (event.key === "Enter") {
      this.#open(this.#active);
      return;
    }
    const pageRows = Math.floor(this.#viewport.height / this.#viewport.rowHeight) - 1;
    const index = moveTo(event.key, order.indexOf(this.#active), order.length, pageRows);
    const slot = index === undefined ? undefined : order[index];
    if (index === undefined || slot === undefined) return;
    event.preventDefault();
    this.#setActive(slot);
    this.#reveal(index);
  }

  #onClick(event: MouseEvent): void {
    if (!(event.target instanceof Element)) return;
    const slot = this.#painter.slotOf(event.target);
    // Who selects text to copy it does not want to open anything.
    if (slot < 0 || (getSelection()?.isCollapsed ?? true) === false) return;
    this.#setActive(slot);
    if (event.target.closest("a") === null) this.#open(slot);
    else this.#followName(event, slot);
  }

  /** A link is followed within the page, but for a new tab or window. */
  #followName(event: MouseEvent, slot: number): void {
    const id = this.#frame?.rows.ids[slot];
    if (!id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#actions.onName(id);
  }

  #open(slot: number): void {
    const id = this.#frame?.rows.ids[slot];
    if (id) this.#actions.onOpen(id);
  }

  #setActive(slot: number): void {
    this.#active = slot;
    const { grid } = this.#elements;
    if (slot < 0) grid.removeAttribute("aria-activedescendant");
    else grid.setAttribute("aria-activedescendant", rowId(slot));
  }

  #reveal(index: number): void {
    const { grid } = this.#elements;
    const { top, height, rowHeight } = this.#viewport;
    const rowTop = index * rowHeight;
    if (rowTop < top) grid.scrollTop = rowTop;
    else if (rowTop + rowHeight > top + height) grid.scrollTop = rowTop + rowHeight - height;
    this.#viewport.top = grid.scrollTop;
  }
}
