import { expect, it } from "vitest";
import { DeviationType } from "../../gen/kadans/v1/adherence_pb";
import type { StatusTone } from "../../ui/status";
import type { Stretch } from "./day";
import { deviationsOf } from "./deviations";

const MINUTE = 60_000;

/** Stretches one after the other: tone and length in minutes. */
function stretches(...parts: [StatusTone, number][]): Stretch[] {
  let start = 0;
  return parts.map(([tone, minutes]) => {
    const end = start + minutes * MINUTE;
    const deviation = DeviationType.UNSPECIFIED;
    const stretch = { tone, start, end, deviation, severe: false, scheduledId: "", actualId: "", external: "" };
    start = end;
    return { ...stretch, unmapped: false };
  });
}

const shape = (...parts: [StatusTone, number][]) =>
  deviationsOf(stretches(...parts)).map(({ tone, start, end, count, length }) => [
    tone,
    start / MINUTE,
    end / MINUTE,
    count,
    length / MINUTE,
  ]);

it("counts the buffer time and what follows it as one deviation", () => {
  expect(shape(["in", 60], ["buffered", 1], ["wrong-activity", 9], ["in", 10])).toEqual([
    ["wrong-activity", 60, 70, 1, 10],
  ]);
});

it("shows short deviations in a row as one group, and how long they lasted together", () => {
  expect(shape(["buffered", 1], ["in", 4], ["buffered", 1.5], ["in", 4], ["buffered", 1], ["in", 20])).toEqual([
    ["buffered", 0, 11.5, 3, 3.5],
  ]);
});

it("leaves deviations alone that are long, or far apart", () => {
  expect(shape(["buffered", 1], ["in", 4], ["not-present", 30], ["in", 4], ["buffered", 1])).toEqual([
    ["buffered", 0, 1, 1, 1],
    ["not-present", 5, 35, 1, 30],
    ["buffered", 39, 40, 1, 1],
  ]);
  expect(shape(["buffered", 1], ["in", 5], ["buffered", 1])).toHaveLength(2);
});

it("takes what is unknown or excused for no deviation", () => {
  expect(shape(["unknown", 10], ["excused", 10], ["hidden", 10])).toEqual([]);
});
