import { expect, it } from "vitest";
import { timelineKey } from "./keys";

const HOUR = 3_600_000;
const DAY = { start: 0, end: 24 * HOUR };
const MORNING = { start: 8 * HOUR, end: 12 * HOUR };

it("moves by a little, by a screen, and to both ends", () => {
  expect(timelineKey("ArrowRight", MORNING, DAY)).toEqual({ start: 8.4 * HOUR, end: 12.4 * HOUR });
  expect(timelineKey("PageUp", MORNING, DAY)).toEqual({ start: Math.round(4.4 * HOUR), end: 8.4 * HOUR });
  expect(timelineKey("Home", MORNING, DAY)).toEqual({ start: 0, end: 4 * HOUR });
  expect(timelineKey("End", MORNING, DAY)).toEqual({ start: 20 * HOUR, end: 24 * HOUR });
});

it("zooms in and out, and back to the whole", () => {
  expect(timelineKey("+", MORNING, DAY)).toEqual({ start: 9 * HOUR, end: 11 * HOUR });
  expect(timelineKey("-", MORNING, DAY)).toEqual({ start: 6 * HOUR, end: 14 * HOUR });
  expect(timelineKey("0", MORNING, DAY)).toEqual(DAY);
});

it("leaves other keys to the page", () => {
  expect(timelineKey("Tab", MORNING, DAY)).toBeUndefined();
});
