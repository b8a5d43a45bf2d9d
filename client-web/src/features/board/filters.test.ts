import { expect, it } from "vitest";
import { RowStatus } from "../../live/status";
import { boardQuery, clearFilters, isFiltered, readFilters, toggled, writeFilters } from "./filters";

const ADDRESS = {
  units: "u1,u2",
  groups: "g1",
  status: "not-present,unknown",
  out: true,
  q: "ana, break",
  activity: "calls",
  sort: "-out",
  person: "e1",
};

it("puts everything the reader chose into the address, and finds it there again", () => {
  const filters = readFilters(ADDRESS);
  expect(filters).toEqual({
    units: ["u1", "u2"],
    groups: ["g1"],
    statuses: [RowStatus.NotPresent, RowStatus.Unknown],
    onlyOut: true,
    activity: "calls",
    search: "ana, break",
    sort: { column: "out", descending: true },
    person: "e1",
  });
  expect(writeFilters(filters)).toEqual(ADDRESS);
});

it("keeps the address empty as long as nothing was chosen", () => {
  expect(writeFilters(readFilters({}))).toEqual({});
  expect(isFiltered(readFilters({ units: "u1", groups: "g1" }))).toBe(false);
});

it("does not stumble over an address that somebody edited", () => {
  const filters = readFilters({ units: ["x"], status: "gone,in", out: "maybe", q: 12, sort: "-height" });
  expect(filters).toMatchObject({ units: [], statuses: [RowStatus.In], onlyOut: false, search: "12" });
  expect(filters.sort).toEqual({ column: "status", descending: false });
});

it("clears what narrows the list, and leaves planning units, groups and order alone", () => {
  const cleared = clearFilters(readFilters(ADDRESS));
  expect(isFiltered(cleared)).toBe(false);
  expect(writeFilters(cleared)).toEqual({ units: "u1,u2", groups: "g1", sort: "-out", person: "e1" });
});

it("asks the rows for what the filters say", () => {
  const query = boardQuery(readFilters(ADDRESS));
  expect(query.terms).toEqual([["ana"], ["break"]]);
  expect([...query.statuses]).toEqual([RowStatus.NotPresent, RowStatus.Unknown]);
});

it("switches a value on and off", () => {
  expect(toggled([1, 2], 2)).toEqual([1]);
  expect(toggled([1], 2)).toEqual([1, 2]);
});
