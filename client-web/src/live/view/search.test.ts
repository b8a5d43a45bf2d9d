import { expect, it } from "vitest";
import { fold } from "./fold";
import { fieldMatches, parseSearch } from "./search";

/** Whether a search finds a field. */
function finds(search: string, field: string): boolean {
  return parseSearch(search).some((term) => fieldMatches(fold(field), term));
}

it("finds names without case and accents", () => {
  expect(finds("garcia", "José García")).toBe(true);
  expect(finds("ÍÑIGO", "Iñigo López")).toBe(true);
});

it("finds the words of a term in any order, but all in one field", () => {
  expect(finds("garcia jose", "José García")).toBe(true);
  expect(finds("garcia jose", "José López")).toBe(false);
  expect(finds("not present", "Not scheduled")).toBe(false);
});

it("finds any of the terms that commas separate", () => {
  expect(finds("ana, break", "Break")).toBe(true);
  expect(finds("ana, break", "Calls")).toBe(false);
});

it("asks for nothing if there is nothing but commas and spaces", () => {
  expect(parseSearch("")).toEqual([]);
  expect(parseSearch(" , ,, ")).toEqual([]);
});
