import { expect, it } from "vitest";
import { csvOf } from "./csv";

const lines = (rows: string[][]) => csvOf(rows).slice(1).split("\r\n").slice(0, -1);

it("cells with separators, quotes and line ends are quoted", () => {
  expect(lines([["a,b", 'say "hi"', "plain"]])).toEqual(['"a,b","say ""hi""",plain']);
});

it.each(["=1+1", "+34600", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("x")'])("%j is no formula", (value) => {
  expect(lines([[value]])[0]).toMatch(/^"?'/);
});

it("says that it is UTF-8", () => {
  expect(csvOf([["Sofía"]]).charCodeAt(0)).toBe(0xfeff);
});
