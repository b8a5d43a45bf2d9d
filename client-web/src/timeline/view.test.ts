import { expect, it } from "vitest";
import { focusOn, pan, toTime, toX, zoom } from "./view";

const HOUR = 3_600_000;
const DAY = { start: 0, end: 24 * HOUR };

it("places instants evenly, and finds them again", () => {
  expect(toX(6 * HOUR, DAY, 960)).toBe(240);
  expect(toTime(240, DAY, 960)).toBe(6 * HOUR);
});

it("zooms around the instant under the pointer", () => {
  const view = zoom(DAY, 0.5, 6 * HOUR, DAY);
  expect(view).toEqual({ start: 3 * HOUR, end: 15 * HOUR });
  expect(toX(6 * HOUR, view, 960)).toBe(toX(6 * HOUR, DAY, 960));
});

it("never shows more than there is, nor less than five minutes", () => {
  expect(zoom(DAY, 4, 6 * HOUR, DAY)).toEqual(DAY);
  const close = zoom(DAY, 0.0001, 0, DAY);
  expect(close).toEqual({ start: 0, end: 5 * 60_000 });
});

it("moves along until the end and no further", () => {
  const view = { start: 2 * HOUR, end: 6 * HOUR };
  expect(pan(view, 0.5, DAY)).toEqual({ start: 4 * HOUR, end: 8 * HOUR });
  expect(pan(view, -1, DAY)).toEqual({ start: 0, end: 4 * HOUR });
  expect(pan(view, 100, DAY)).toEqual({ start: 20 * HOUR, end: 24 * HOUR });
});

it("shows a stretch with room around it", () => {
  expect(focusOn({ start: 8 * HOUR, end: 10 * HOUR }, DAY)).toEqual({ start: 7 * HOUR, end: 11 * HOUR });
  expect(focusOn({ start: 0, end: 60_000 }, DAY)).toEqual({ start: 0, end: HOUR / 2 });
});
