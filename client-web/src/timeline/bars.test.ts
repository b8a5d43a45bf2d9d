import { expect, it } from "vitest";
import { type Bar, boxOf, hit, type Lane, laneTop } from "./bars";

const VIEW = { start: 0, end: 1_000 };
const bar = (lane: Lane, start: number, end: number): Bar => ({
  lane,
  start,
  end,
  label: "",
  color: "",
  tone: "in",
  count: 1,
});

it("places a bar in its lane, cut at the edges of the view", () => {
  const y = laneTop("actual");
  expect(boxOf(bar("actual", 250, 500), VIEW, 400)).toMatchObject({ x: 100, y, width: 100 });
  expect(boxOf(bar("actual", -500, 500), VIEW, 400)).toMatchObject({ x: 0, width: 200 });
  expect(boxOf(bar("actual", 1_000, 1_500), VIEW, 400)).toBeUndefined();
});

it("keeps the shortest stretch visible", () => {
  expect(boxOf(bar("deviation", 500, 501), VIEW, 400)?.width).toBe(2);
});

it("finds the bar at a place, in its lane only", () => {
  const bars = [bar("scheduled", 0, 1_000), bar("actual", 0, 500), bar("actual", 500, 1_000)];
  expect(hit(bars, 100, laneTop("actual") + 5, VIEW, 400)).toBe(bars[1]);
  expect(hit(bars, 300, laneTop("actual") + 5, VIEW, 400)).toBe(bars[2]);
  expect(hit(bars, 300, laneTop("scheduled") + 5, VIEW, 400)).toBe(bars[0]);
  expect(hit(bars, 300, laneTop("deviation") + 5, VIEW, 400)).toBeUndefined();
  expect(hit(bars, 300, 0, VIEW, 400)).toBeUndefined();
});

it("finds a sliver that the pointer just misses", () => {
  const bars = [bar("deviation", 500, 501)];
  expect(hit(bars, 202, laneTop("deviation") + 5, VIEW, 400)).toBe(bars[0]);
  expect(hit(bars, 210, laneTop("deviation") + 5, VIEW, 400)).toBeUndefined();
});
