import { expect, it } from "vitest";
import { moveTo } from "./keyboard";

it("moves by a row, a page, or to an end", () => {
  expect(moveTo("ArrowDown", 4, 100, 10)).toBe(5);
  expect(moveTo("ArrowUp", 4, 100, 10)).toBe(3);
  expect(moveTo("PageDown", 4, 100, 10)).toBe(14);
  expect(moveTo("PageUp", 14, 100, 10)).toBe(4);
  expect(moveTo("Home", 4, 100, 10)).toBe(0);
  expect(moveTo("End", 4, 100, 10)).toBe(99);
});

it("stays inside the list", () => {
  expect(moveTo("ArrowUp", 0, 100, 10)).toBe(0);
  expect(moveTo("PageDown", 95, 100, 10)).toBe(99);
  expect(moveTo("ArrowDown", -1, 100, 10)).toBe(0);
});

it("leaves other keys and an empty list alone", () => {
  expect(moveTo("a", 4, 100, 10)).toBeUndefined();
  expect(moveTo("End", -1, 0, 10)).toBeUndefined();
});
