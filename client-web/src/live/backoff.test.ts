import { expect, it } from "vitest";
import { backoffMs } from "./backoff";

const capsOf = (watched: boolean) => [1, 2, 3, 4, 5, 6, 7, 8, 50].map((n) => backoffMs(n, watched, () => 1));

it("waits below a cap that doubles from half a second to 8 seconds while somebody looks", () => {
  expect(capsOf(true)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000]);
});

it("lets a hidden page wait up to 30 seconds", () => {
  expect(capsOf(false)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
});

it("spreads the waits over the whole range below the cap", () => {
  expect(backoffMs(4, true, () => 0)).toBe(0);
  expect(backoffMs(4, true, () => 0.25)).toBe(1_000);
});
