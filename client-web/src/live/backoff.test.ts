import { expect, it } from "vitest";
import { backoffMs } from "./backoff";

it("waits below a cap that doubles from half a second to 30 seconds", () => {
  const caps = [1, 2, 3, 4, 5, 6, 7, 8, 50].map((failures) => backoffMs(failures, () => 1));
  expect(caps).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

it("spreads the waits over the whole range below the cap", () => {
  expect(backoffMs(4, () => 0)).toBe(0);
  expect(backoffMs(4, () => 0.25)).toBe(1_000);
});
