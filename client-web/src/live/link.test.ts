import { expect, it } from "vitest";
import { isStale } from "./link";

it("counts the picture as stale ten seconds after the connection was lost", () => {
  expect(isStale({ phase: "reconnecting", since: 1_000 }, 10_999)).toBe(false);
  expect(isStale({ phase: "reconnecting", since: 1_000 }, 11_000)).toBe(true);
});

it("never counts a live picture as stale, and always one that nothing follows", () => {
  expect(isStale({ phase: "live" }, Number.MAX_SAFE_INTEGER)).toBe(false);
  expect(isStale({ phase: "ended", reason: "denied", since: 0 }, 1)).toBe(true);
});
