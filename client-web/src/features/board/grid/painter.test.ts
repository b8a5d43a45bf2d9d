import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { AdherenceStatus, DeviationType } from "../../../gen/kadans/v1/adherence_pb";
import { outPerson, type Person, person } from "../../../live/testing/events";
import { BoardEngine } from "../engine";
import { boardQuery, readFilters } from "../filters";
import { boardWith, change, looksOf } from "../testing";
import { GridPainter, type Scene } from "./painter";

const BY_NAME = boardQuery(readFilters({ sort: "name", status: "" }));
const NOW = Date.UTC(2025, 6, 1, 12);
const animate = vi.fn();

beforeEach(() => {
  animate.mockClear();
  HTMLElement.prototype.animate = animate;
});

/** A painted board of rows 40 px high in a view 200 px high. */
function painted(...people: Person[]) {
  const board = boardWith(...people);
  const engine = new BoardEngine(board, BY_NAME, looksOf(board));
  const body = document.createElement("div");
  const painter = new GridPainter(body);
  let at = 0;
  const paint = (top = 0, more: Partial<Scene> = {}) => {
    at += 16;
    const scene = { ...engine.frame(at), looks: engine.looks, now: NOW, flash: true, active: -1, ...more };
    painter.paint(scene, { top, height: 200, rowHeight: 40 });
    painter.settle();
  };
  const rows = () => [...body.querySelectorAll<HTMLElement>('[role="row"]:not([hidden])')];
  const cells = (row = 0) => [...(rows()[row]?.children ?? [])].map((cell) => cell.textContent);
  paint();
  return { board, body, painter, paint, rows, cells };
}

const many = Array.from({ length: 1_000 }, (_, i) => person(`e${i}`, { name: `Person ${i}` }));

describe("a row", () => {
  it("says who does what, what is scheduled until when, and since when", () => {
    const { cells, rows } = painted(
      outPerson("a", DeviationType.WRONG_ACTIVITY, NOW - 400_000, {
        name: "Ana García",
        severe: true,
        actual: { activityId: "lunch", status: "PAUSE", detail: "Comida", unmapped: true },
        actualSinceTime: timestampFromMs(NOW - 4_000_000),
        scheduledEndTime: timestampFromMs(NOW + 1_800_000),
      }),
    );
    expect(cells()).toEqual([
      "Ana García",
      "Lunch?PAUSE · Comida",
      "Wrong activitySevere",
      "Callsuntil 12:30",
      "6:40",
      "1:06:40",
      "U1",
    ]);
    expect(rows()[0]?.dataset.status).toBe("wrong-activity");
    expect(rows()[0]?.querySelector('[role="img"]')?.getAttribute("aria-label")).toBe("Unmapped");
  });

  it("says nothing where there is nothing to say", () => {
    const { cells } = painted(person("a", { status: AdherenceStatus.UNKNOWN, actual: {}, scheduledActivityId: "" }));
    expect(cells()).toEqual(["Person a", "Unknown", "Unknown", "–", "", "", "U1"]);
  });

  it("shows a change in the next paint, and flashes if a reader would notice it", () => {
    const { board, paint, cells } = painted(person("a"));
    change(board, person("a", { scheduledEndTime: timestampFromMs(NOW) }));
    paint();
    expect(animate).not.toHaveBeenCalled();
    change(board, person("a", { status: AdherenceStatus.EXCUSED }));
    paint();
    expect(cells()[2]).toBe("Excused");
    expect(animate).toHaveBeenCalledOnce();
  });

  it("does not flash for people who want less motion", () => {
    const { board, paint } = painted(person("a"));
    change(board, person("a", { status: AdherenceStatus.EXCUSED }));
    paint(0, { flash: false });
    expect(animate).not.toHaveBeenCalled();
  });

  it("counts its durations on, once a second", () => {
    const { paint, cells } = painted(outPerson("a", DeviationType.NOT_PRESENT, NOW - 59_000));
    paint(0, { now: NOW + 1_000 });
    expect(cells()[4]).toBe("1:00");
  });
});

describe("a long list", () => {
  it("has elements only for what is visible, and is as high as all of it", () => {
    const { body, rows } = painted(...many);
    expect(rows().length).toBeLessThan(25);
    expect(body.style.height).toBe("40000px");
  });

  it("reuses its elements on the way down, numbers rows from the top, and keeps them in reading order", () => {
    const { body, paint, rows } = painted(...many);
    const elements = new Set(body.children);
    paint(20_000);
    expect([...body.children].every((element) => elements.has(element))).toBe(true);
    const numbers = rows().map((row) => Number(row.getAttribute("aria-rowindex")));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    const first = rows()[6];
    expect(first?.getAttribute("aria-rowindex")).toBe("502");
    expect(first?.firstChild?.textContent).toBe("Person 500");
    expect(first?.style.transform).toBe("translateY(20000px)");
  });

  it("gives each row an id of its own, and marks the active one", () => {
    const { paint, rows, painter } = painted(...many);
    paint(400, { active: 12 });
    const ids = rows().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const selected = rows().filter((row) => row.getAttribute("aria-selected") === "true");
    expect(selected.map(({ id }) => id)).toEqual(["board-row-12"]);
    expect(painter.slotOf(selected[0]?.firstElementChild ?? document.body)).toBe(12);
  });
});
