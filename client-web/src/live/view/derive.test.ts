import { describe, expect, it } from "vitest";
import { AdherenceStatus, DeviationType } from "../../gen/kadans/v1/adherence_pb";
import { RowStatus } from "../status";
import { BoardStore } from "../store";
import { changes, outPerson, type Person, person } from "../testing/events";
import { WORDS } from "../testing/words";
import { countOverview, deriveOrder } from "./derive";
import { Lexicon } from "./lexicon";
import type { BoardQuery, Column } from "./query";
import { parseSearch } from "./search";

const EVERYBODY: BoardQuery = {
  units: new Set(),
  groups: new Set(),
  statuses: new Set(),
  onlyOut: false,
  activity: "",
  terms: [],
  sort: { column: "name", descending: false },
};

function board(...people: Person[]) {
  const store = new BoardStore();
  store.begin();
  store.apply(changes(...people));
  const { rows } = store;
  const lexicon = new Lexicon(rows, WORDS);
  const list = (query: Partial<BoardQuery> = {}) =>
    Array.from(deriveOrder(rows, lexicon, { ...EVERYBODY, ...query }), (slot) => rows.ids[slot]).join(" ");
  const sorted = (column: Column, descending = false) => list({ sort: { column, descending } });
  return { store, rows, list, sorted };
}

const { NOT_PRESENT, WRONG_ACTIVITY, NOT_SCHEDULED } = DeviationType;

describe("the list", () => {
  const { list } = board(
    person("in"),
    outPerson("absent", NOT_PRESENT, 1, { severe: true, actual: { activityId: "offline" } }),
    outPerson("wrong", WRONG_ACTIVITY, 1, { planningUnitId: "u2", actual: { activityId: "lunch", detail: "Café" } }),
    outPerson("extra", NOT_SCHEDULED, 1, { actual: { activityId: "calls", unmapped: true } }),
    person("hidden", { status: AdherenceStatus.HIDDEN }),
    person("lost", { status: AdherenceStatus.UNKNOWN, actual: {} }),
  );

  it("leaves out who is neither scheduled nor working, unless asked for them", () => {
    expect(list()).toBe("absent extra in lost wrong");
    expect(list({ statuses: new Set([RowStatus.Hidden]) })).toBe("hidden");
  });

  it("shows only who is out of adherence", () => {
    expect(list({ onlyOut: true })).toBe("absent extra wrong");
  });

  it("shows only the chosen planning units, statuses, activity", () => {
    expect(list({ units: new Set(["u2"]) })).toBe("wrong");
    expect(list({ units: new Set(["nowhere"]) })).toBe("");
    expect(list({ statuses: new Set([RowStatus.In, RowStatus.Unknown]) })).toBe("in lost");
  });

  it("shows who does the chosen activity, and who should", () => {
    expect(list({ activity: "lunch" })).toBe("wrong");
    expect(list({ activity: "calls" })).toBe("absent extra in lost wrong");
  });

  it("shows only people of the chosen groups, until they leave them", () => {
    const { list, store } = board(
      person("both", { groupIds: ["early", "sales"] }),
      person("sales", { groupIds: ["sales"] }),
      person("none"),
    );
    expect(list({ groups: new Set(["sales"]) })).toBe("both sales");
    expect(list({ groups: new Set(["early", "late"]) })).toBe("both");
    store.apply(changes(person("both", { groupIds: ["late"] })));
    expect(list({ groups: new Set(["sales"]) })).toBe("sales");
  });

  it("searches names, activities, external statuses and statuses", () => {
    const found = (text: string) => list({ terms: parseSearch(text) });
    expect(found("person ab")).toBe("absent");
    expect(found("lunch")).toBe("wrong");
    expect(found("cafe")).toBe("wrong");
    expect(found("not present, unmapped")).toBe("absent extra");
    expect(found("severe")).toBe("absent");
    expect(found("talk")).toBe("in");
  });
});

describe("the order", () => {
  it("follows the language, without case, with numbers as numbers", () => {
    const { sorted } = board(
      person("1", { name: "Agent 10" }),
      person("2", { name: "agent 9" }),
      person("3", { name: "Álvaro" }),
      person("4", { name: "Zoë" }),
    );
    expect(sorted("name")).toBe("2 1 3 4");
    expect(sorted("name", true)).toBe("4 3 1 2");
  });

  it("puts the most urgent status first, and there the longest deviation", () => {
    const { sorted } = board(
      person("in"),
      outPerson("wrong", WRONG_ACTIVITY, 10),
      outPerson("short", NOT_PRESENT, 900),
      outPerson("long", NOT_PRESENT, 500),
      outPerson("severe", NOT_PRESENT, 100, { severe: true }),
    );
    expect(sorted("status")).toBe("severe long short wrong in");
  });

  it("sorts durations by length, and puts who has none last in both directions", () => {
    const { sorted } = board(
      person("in"),
      outPerson("short", NOT_PRESENT, 900),
      outPerson("long", WRONG_ACTIVITY, 100),
    );
    expect(sorted("out")).toBe("short long in");
    expect(sorted("out", true)).toBe("long short in");
  });

  it("sorts activities by name, ties by person", () => {
    const { sorted } = board(
      person("b", { actual: { activityId: "meeting" } }),
      person("a", { actual: { activityId: "meeting" } }),
      person("c", { actual: { activityId: "break" } }),
      person("d", { actual: {} }),
    );
    expect(sorted("actual")).toBe("c a b d");
  });

  it("knows people who came or were renamed since the last time", () => {
    const { store, sorted } = board(person("a", { name: "Bea" }), person("b", { name: "Cas" }));
    expect(sorted("name")).toBe("a b");
    store.apply(changes(person("a", { name: "Dan" }), person("c", { name: "Abe", actual: { activityId: "aaa" } })));
    expect(sorted("name")).toBe("c b a");
    expect(sorted("actual")).toBe("c b a");
  });
});

describe("the overview", () => {
  it("counts everybody in the planning units by status and activity", () => {
    const { rows } = board(
      person("a"),
      person("b", { actual: { activityId: "break" } }),
      outPerson("c", NOT_PRESENT, 1, { severe: true, actual: { activityId: "offline" } }),
      person("d", { status: AdherenceStatus.HIDDEN, scheduledActivityId: "", actual: { activityId: "offline" } }),
      person("e", { planningUnitId: "u2" }),
    );
    const overview = countOverview(rows, { ...EVERYBODY, units: new Set(["u1"]) });
    expect(overview.people).toBe(4);
    expect(overview.severe[RowStatus.NotPresent]).toBe(1);
    expect(overview.byStatus[RowStatus.In]).toBe(2);
    expect(overview.byStatus[RowStatus.NotPresent]).toBe(1);
    expect(overview.byStatus[RowStatus.Hidden]).toBe(1);
    expect(overview.activities).toEqual([
      { id: "calls", scheduled: 3, actual: 1 },
      { id: "break", scheduled: 0, actual: 1 },
      { id: "offline", scheduled: 0, actual: 1 },
    ]);
    expect(countOverview(rows, { ...EVERYBODY, units: new Set() }).people).toBe(5);
  });

  it("computes real-time adherence without those who are not scheduled, excused or unknown", () => {
    const buffered = (id: string, deviationType: DeviationType) =>
      person(id, { status: AdherenceStatus.BUFFERED, deviationType });
    const { rows } = board(
      person("a"),
      buffered("b", WRONG_ACTIVITY),
      buffered("c", NOT_SCHEDULED),
      outPerson("d", NOT_PRESENT, 1),
      outPerson("e", WRONG_ACTIVITY, 1),
      outPerson("f", NOT_SCHEDULED, 1),
      person("g", { status: AdherenceStatus.EXCUSED }),
      person("h", { status: AdherenceStatus.UNKNOWN }),
    );
    expect(countOverview(rows, { ...EVERYBODY, units: new Set() }).percent).toBe(50);
  });

  it("has no percentage if nobody counts", () => {
    const { rows } = board(outPerson("a", NOT_SCHEDULED, 1));
    expect(countOverview(rows, { ...EVERYBODY, units: new Set() }).percent).toBeUndefined();
  });
});
