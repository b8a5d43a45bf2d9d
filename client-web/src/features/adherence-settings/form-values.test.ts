import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import { AdherenceSettingsSchema, UnmappedPolicy } from "../../gen/kadans/v1/adherence_settings_pb";
import { checkDuration, checkTarget, settingsOf, valuesOf } from "./form-values";

const SETTINGS = create(AdherenceSettingsSchema, {
  targetPercent: 92.5,
  notPresentBuffer: { seconds: 60n },
  wrongActivityBuffer: { seconds: 90n },
  notScheduledBuffer: { seconds: 0n },
  severeAfter: { seconds: 300n },
  unmappedPolicy: UnmappedPolicy.UNKNOWN,
  silenceAfter: { seconds: 1_830n },
  autoLogoutAfter: { seconds: 57_600n },
  etag: "7",
});

it("writes into the form what the settings are, and reads the same out of it", () => {
  const values = valuesOf(SETTINGS);
  expect(values.wrongActivityBuffer).toEqual({ minutes: "1", seconds: "30" });
  expect(values.silenceAfter).toEqual({ hours: "0", minutes: "30", seconds: "30" });
  expect(settingsOf(values, "7")).toEqual(SETTINGS);
});

it("takes a comma for a point", () => {
  expect(settingsOf({ ...valuesOf(SETTINGS), targetPercent: " 92,5 " }, "7").targetPercent).toBe(92.5);
});

it("says what a target may be", () => {
  expect(["90", "100", "0,5"].map(checkTarget)).toEqual([null, null, null]);
  for (const text of ["0", "100.1", "", "ninety", "-5"]) expect(checkTarget(text)).toContain("above 0");
});

it("says how long a duration may be", () => {
  expect(checkDuration("notPresentBuffer", { minutes: "1440", seconds: "0" })).toBeNull();
  expect(checkDuration("notPresentBuffer", { minutes: "1440", seconds: "1" })).toContain("24 hours");
  expect(checkDuration("severeAfter", { minutes: "x" })).toContain("whole numbers");
  expect(checkDuration("silenceAfter", { hours: "0", minutes: "0" })).toBeNull();
  expect(checkDuration("silenceAfter", { minutes: "0", seconds: "59" })).toContain("0 for never");
  expect(checkDuration("autoLogoutAfter", { hours: "0", minutes: "59" })).toContain("1 hour");
});
