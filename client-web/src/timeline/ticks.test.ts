import { expect, it } from "vitest";
import { wallClock } from "../lib/zoned";
import { ticks } from "./ticks";

const at = (iso: string) => Date.parse(iso);
const hours = (instants: number[], zone: string) => instants.map((ms) => wallClock(ms, zone).hour);

it("stand at full hours of the zone, as many as there is room for", () => {
  const day = { start: at("2026-06-01T00:00:00+02:00"), end: at("2026-06-02T00:00:00+02:00") };
  expect(hours(ticks(day, 700, "Europe/Madrid"), "Europe/Madrid")).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 0]);
  expect(hours(ticks(day, 1_600, "Europe/Madrid"), "Europe/Madrid")).toHaveLength(25);
});

it("stand at full hours where the zone is off by half an hour", () => {
  const view = { start: at("2026-06-01T00:00:00+05:30"), end: at("2026-06-01T04:00:00+05:30") };
  expect(hours(ticks(view, 400, "Asia/Kolkata"), "Asia/Kolkata")).toEqual([0, 1, 2, 3, 4]);
});

it("skip the hour that the clocks skip, and show the one that comes twice", () => {
  const spring = { start: at("2026-03-29T00:00:00+01:00"), end: at("2026-03-29T05:00:00+02:00") };
  expect(hours(ticks(spring, 400, "Europe/Madrid"), "Europe/Madrid")).toEqual([0, 1, 3, 4, 5]);
  const autumn = { start: at("2026-10-25T00:00:00+02:00"), end: at("2026-10-25T04:00:00+01:00") };
  expect(hours(ticks(autumn, 400, "Europe/Madrid"), "Europe/Madrid")).toEqual([0, 1, 2, 2, 3, 4]);
});

it("come closer than an hour when there is room", () => {
  const view = { start: at("2026-06-01T09:00:00Z"), end: at("2026-06-01T09:30:00Z") };
  expect(ticks(view, 500, "UTC")).toHaveLength(7);
});
