import { COLUMNS, type Column } from "../../../live/view/query";
import css from "./grid.module.css";

const SVG = "http://www.w3.org/2000/svg";

/** A text that is written only when it changes: the browser lays out nothing for the rest. */
class Text {
  readonly element: HTMLElement;
  #shown = "";

  constructor(className: string | undefined, parent: HTMLElement, tag: "a" | "span" = "span") {
    this.element = document.createElement(tag);
    if (className !== undefined) this.element.className = className;
    parent.append(this.element);
  }

  set(text: string): void {
    if (text === this.#shown) return;
    this.#shown = text;
    this.element.textContent = text;
  }
}

/** An activity: its colour, its name, and a line of detail below. */
class ActivityCell {
  readonly name: Text;
  readonly detail: Text;
  readonly #tag: HTMLElement;
  readonly #dot: HTMLElement;
  #color = "";

  constructor(cell: HTMLElement) {
    this.#dot = document.createElement("span");
    this.#dot.className = css.dot ?? "";
    this.#dot.hidden = true;
    cell.append(this.#dot);
    const words = lines(cell);
    this.name = new Text(css.main, words);
    const line = document.createElement("span");
    line.className = css.detailLine ?? "";
    words.append(line);
    this.#tag = document.createElement("span");
    this.#tag.className = css.tag ?? "";
    this.#tag.setAttribute("role", "img");
    line.append(this.#tag);
    this.detail = new Text(css.detail, line);
  }

  /** Puts a mark before the detail, with its meaning for pointers and screen readers; none if that is empty. */
  setTag(meaning: string): void {
    if (meaning === this.#tag.title) return;
    this.#tag.textContent = meaning === "" ? "" : "?";
    this.#tag.title = meaning;
    this.#tag.setAttribute("aria-label", meaning);
  }

  /** @param color `#rrggbb`; empty for no dot */
  setColor(color: string): void {
    if (color === this.#color) return;
    this.#color = color;
    this.#dot.hidden = color === "";
    this.#dot.style.backgroundColor = color;
  }
}

/** The elements of one row; it is reused for another person when the list scrolls. */
export class RowElement {
  readonly element: HTMLElement;
  readonly name: Text;
  readonly actual: ActivityCell;
  readonly status: Text;
  readonly severe: Text;
  readonly scheduled: ActivityCell;
  readonly out: Text;
  readonly current: Text;
  readonly unit: Text;
  readonly zone: Text;
  readonly #icon: SVGPathElement;
  /** Index in the list; −1 if it shows none. */
  index = -1;
  /** Slot of the person it shows; −1 if none. */
  slot = -1;
  /** Version of what it shows. */
  version = -1;

  constructor() {
    this.element = document.createElement("div");
    this.element.setAttribute("role", "row");
    this.element.className = css.row ?? "";
    const cell = (column: Column) => this.#cell(column);

    this.name = new Text(css.main, cell("name"), "a");
    // The grid has the focus, and Enter opens the row.
    this.name.element.tabIndex = -1;
    this.actual = new ActivityCell(cell("actual"));

    const chip = document.createElement("span");
    chip.className = css.chip ?? "";
    cell("status").append(chip);
    this.#icon = icon(chip);
    const words = lines(chip);
    this.status = new Text(css.main, words);
    this.severe = new Text(css.severe, words);

    this.scheduled = new ActivityCell(cell("scheduled"));
    this.out = new Text(css.figure, cell("out"));
    this.current = new Text(css.figure, cell("current"));
    const unit = lines(cell("unit"));
    this.unit = new Text(css.main, unit);
    this.zone = new Text(css.detail, unit);
  }

  /** Where the name leads. */
  setLink(address: string): void {
    this.name.element.setAttribute("href", address);
  }

  /** @param word empty if it is not severe */
  setSevere(word: string): void {
    this.severe.set(word);
    this.element.toggleAttribute("data-severe", word !== "");
  }

  /** Shows a status by name and shape; the name picks the colours in the style sheet. */
  setStatus(slug: string, path: string): void {
    if (this.element.dataset.status === slug) return;
    this.element.dataset.status = slug;
    this.#icon.setAttribute("d", path);
  }

  #cell(column: Column): HTMLElement {
    const cell = document.createElement("div");
    cell.setAttribute("role", "gridcell");
    cell.setAttribute("aria-colindex", String(COLUMNS.indexOf(column) + 1));
    cell.className = `${css.cell} ${css[column] ?? ""}`;
    this.element.append(cell);
    return cell;
  }
}

/** Room for a text with another below it. */
function lines(parent: HTMLElement): HTMLElement {
  const element = document.createElement("span");
  element.className = css.lines ?? "";
  parent.append(element);
  return element;
}

function icon(parent: HTMLElement): SVGPathElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", css.icon ?? "");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  parent.append(svg);
  return path;
}
