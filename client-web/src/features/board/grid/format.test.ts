import { expect, it } from "vitest";
import { ClockFormat, formatDuration } from "./format";

it("writes durations as minutes and seconds, with hours only where there are some", () => {
  expect(formatDuration(0)).toBe("0:00");
  expect(formatDuration(65_999)).toBe("1:05");
  expect(formatDuration(3_600_000 + 2 * 60_000 + 9_000)).toBe("1:02:09");
  expect(formatDuration(27 * 3_600_000)).toBe("27:00:00");
});

it("writes nothing for a duration without a begin, and never a negative one", () => {
  expect(formatDuration(Number.NaN)).toBe("");
  expect(formatDuration(-400)).toBe("0:00");
});

it("writes times in the zone asked for, the way the language does", () => {
  const noon = Date.UTC(2025, 6, 1, 12, 5);
  expect(new ClockFormat("es").time(noon, "Europe/Madrid")).toBe("14:05");
  expect(new ClockFormat("es").time(noon, "Atlantic/Canary")).toBe("13:05");
  expect(new ClockFormat("en-US").time(noon, "Europe/Madrid")).toMatch(/^02:05\sPM$/);
});
