import { create } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { expect, it } from "vitest";
import { checkRetention, daysOf, retentionOf } from "./retention-values";

const hours = (count: number) => create(DurationSchema, { seconds: BigInt(count * 3_600) });

it.each([
  [168, "7"],
  [36, "1.5"],
  [1, "0.0417"],
])("%i hours stand in the field as %s days", (count, days) => {
  expect(daysOf(hours(count))).toBe(days);
});

it("days become whole seconds, with a point or a comma", () => {
  expect(retentionOf("30")).toEqual({ seconds: 2_592_000n });
  expect(retentionOf(" 0,5 ")).toEqual({ seconds: 43_200n });
  expect(retentionOf("0.0417")).toEqual({ seconds: 3_603n });
  expect(retentionOf("a week")).toBeUndefined();
});

it.each(["0.042", "7", "1,5", "90"])("%s days are a time to keep something", (days) => {
  expect(checkRetention(days)).toBeNull();
});

it.each(["0", "0.04", "90.1", "400"])("%s days are too short or too long", (days) => {
  expect(checkRetention(days)).toBe("Enter from 0.042 days, which is an hour, to 90.");
});

it.each(["", "-7", "a week"])("“%s” is no number of days", (days) => {
  expect(checkRetention(days)).toBe("Enter a number of days, such as 7 or 0.5.");
});
