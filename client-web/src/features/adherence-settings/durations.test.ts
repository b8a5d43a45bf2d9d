import { expect, it } from "vitest";
import { partsOf, secondsOf } from "./durations";

it("takes durations apart into the units of their fields", () => {
  expect(partsOf(90, ["minutes", "seconds"])).toEqual({ minutes: "1", seconds: "30" });
  expect(partsOf(16 * 3_600, ["hours"])).toEqual({ hours: "16" });
  expect(partsOf(86_400, ["minutes", "seconds"])).toEqual({ minutes: "1440", seconds: "0" });
});

it("adds a field for what the units can't express", () => {
  expect(partsOf(5_400, ["hours"])).toEqual({ hours: "1", minutes: "30" });
  expect(partsOf(3_601, ["hours"])).toEqual({ hours: "1", minutes: "0", seconds: "1" });
});

it("adds the fields up, empty ones as nothing", () => {
  expect(secondsOf({ minutes: "1", seconds: "30" })).toBe(90);
  expect(secondsOf({ minutes: " 5 ", seconds: "" })).toBe(300);
  expect(secondsOf({ hours: "0" })).toBe(0);
});

it("does not guess what is no number", () => {
  expect(secondsOf({ minutes: "", seconds: "" })).toBeNaN();
  expect(secondsOf({ minutes: "1.5" })).toBeNaN();
  expect(secondsOf({ minutes: "-1", seconds: "5" })).toBeNaN();
});
