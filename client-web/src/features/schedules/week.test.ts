import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { ScheduleDaySchema } from "../../gen/kadans/v1/schedule_pb";
import { fromMs } from "../../live/time";
import { parseSchedulesSearch } from "./search";
import { daysOf, shareOf, shiftOf, weekRows } from "./week";

const HOUR = 3_600_000;
const MONDAY = "2026-11-16";
const at = (day: string, hour: number) => fromMs(Date.parse(`${day}T00:00:00Z`) + hour * HOUR);

const shift = create(ScheduleDaySchema, {
  employeeId: "a",
  date: "2026-11-17",
  segments: [
    { startTime: at("2026-11-17", 12), endTime: at("2026-11-17", 13), activityId: "lunch" },
    { startTime: at("2026-11-17", 8), endTime: at("2026-11-17", 12), activityId: "calls" },
    { startTime: at("2026-11-17", 13), endTime: at("2026-11-17", 16), activityId: "calls" },
  ],
});
const dayOff = create(ScheduleDaySchema, { employeeId: "a", date: "2026-11-18" });

it("gives everybody a row, with what is known of each day", () => {
  const rows = weekRows(
    MONDAY,
    [{ id: "a", name: "Ana" } as never, { id: "b", name: "Bram" } as never],
    [shift, dayOff],
  );
  expect(rows.map(({ name }) => name)).toEqual(["Ana", "Bram"]);
  expect(rows[0]?.days.map((plan) => plan?.segments.length)).toEqual([
    undefined,
    3,
    0,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(rows[1]?.days.every((plan) => plan === undefined)).toBe(true);
});

it("draws a shift from its begin to its end, the segments in proportion", () => {
  const plan = weekRows(MONDAY, [{ id: "a", name: "Ana" } as never], [shift])[0]?.days[1];
  const whole = plan && shiftOf(plan);
  expect(plan?.segments.map(({ activityId }) => activityId)).toEqual(["calls", "lunch", "calls"]);
  expect(whole && plan.segments.map((segment) => shareOf(segment, whole))).toEqual([
    { left: 0, width: 50 },
    { left: 50, width: 12.5 },
    { left: 62.5, width: 37.5 },
  ]);
  expect(shiftOf({ segments: [] })).toBeUndefined();
});

it("has seven days from Monday on", () => {
  expect(daysOf(MONDAY).at(-1)).toBe("2026-11-22");
});

it("reads a week out of the address, whichever of its days that names", () => {
  expect(parseSchedulesSearch({ week: "2026-11-22", unit: "u1" })).toEqual({ week: MONDAY, unit: "u1" });
  expect(parseSchedulesSearch({ week: "soon", unit: 7 })).toEqual({});
});
