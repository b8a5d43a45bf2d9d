import { describe, expect, it } from "vitest";
import { AdherenceStatus, DeviationType } from "../gen/kadans/v1/adherence_pb";
import { boardPerson } from "./person";
import { RowStatus } from "./status";
import { BoardStore } from "./store";
import { changes, complete, outPerson, person, removed, snapshot } from "./testing/events";

function namesOf({ rows }: BoardStore): string[] {
  return [...rows.live()].map((slot) => rows.names[slot] ?? "").sort();
}

function storeWith(...ids: string[]): BoardStore {
  const store = new BoardStore();
  store.begin();
  store.apply(snapshot(...ids.map((id) => person(id))));
  store.apply(complete("t1"));
  return store;
}

describe("the store", () => {
  it("shows the people of a snapshot", () => {
    const store = new BoardStore();
    store.begin();
    store.apply(snapshot(person("a"), person("b")));
    expect(store.complete).toBe(false);
    store.apply(snapshot(person("c")));
    store.apply(complete("t1"));
    expect(store.complete).toBe(true);
    expect(namesOf(store)).toEqual(["Person a", "Person b", "Person c"]);
  });

  it("keeps only the latest of a person", () => {
    const store = storeWith("a");
    store.apply(changes(outPerson("a", DeviationType.NOT_PRESENT, 1_000), person("a", { name: "Ana" })));
    store.apply(changes(outPerson("a", DeviationType.WRONG_ACTIVITY, 5_000, { name: "Ana", severe: true })));
    const slot = store.rows.slot("a") ?? -1;
    expect(store.rows.columns.status[slot]).toBe(RowStatus.WrongActivity);
    expect(store.rows.columns.deviationSince[slot]).toBe(5_000);
    expect(namesOf(store)).toEqual(["Ana"]);
  });

  it("takes out who left, and gives their slot to the next", () => {
    const store = storeWith("a", "b");
    store.apply(removed("a", "stranger"));
    expect(namesOf(store)).toEqual(["Person b"]);
    store.apply(changes(person("c")));
    expect(store.rows.end).toBe(2);
    expect(namesOf(store)).toEqual(["Person b", "Person c"]);
  });

  it("drops who is not listed after a resumed stream", () => {
    const store = storeWith("a", "b", "c");
    store.begin();
    store.apply(changes(person("b", { name: "Bea" })));
    store.apply(complete("t2", ["a", "b"]));
    expect(namesOf(store)).toEqual(["Bea", "Person a"]);
  });

  it("replaces everybody by a new snapshot, and blanks nothing before that is whole", () => {
    const store = storeWith("a", "b");
    store.begin();
    store.apply(snapshot(person("b"), person("c")));
    expect(namesOf(store)).toEqual(["Person a", "Person b", "Person c"]);
    store.apply(complete("t2"));
    expect(namesOf(store)).toEqual(["Person b", "Person c"]);
  });

  it("counts a change only if something differs", () => {
    const store = storeWith("a");
    const { version } = store.rows;
    store.apply(changes(person("a")));
    expect(store.rows.version).toBe(version);
    store.apply(changes(person("a", { status: AdherenceStatus.EXCUSED })));
    expect(store.rows.version).toBe(version + 1);
  });

  it("marks what a reader would notice, but not a newcomer or another time", () => {
    const store = storeWith("a");
    const slot = store.rows.slot("a") ?? -1;
    expect(store.rows.columns.noticed[slot]).toBe(0);
    store.apply(changes(person("a", { scheduledEndTime: { seconds: 60n } })));
    expect(store.rows.columns.noticed[slot]).toBe(0);
    store.apply(changes(person("a", { actual: { activityId: "break" } })));
    expect(store.rows.columns.noticed[slot]).toBe(store.rows.version);
  });

  it("grows beyond its first capacity without losing anybody", () => {
    const ids = Array.from({ length: 3_000 }, (_, i) => `e${i}`);
    const store = storeWith(...ids);
    expect(store.rows.count).toBe(3_000);
    expect(boardPerson(store.rows, store.rows.slot("e17") ?? -1).planningUnitId).toBe("u1");
  });

  it("can be frozen: the copy no longer changes", () => {
    const store = storeWith("a");
    const frozen = store.rows.freeze();
    store.apply(changes(person("a", { name: "Ana", status: AdherenceStatus.EXCUSED }), person("b")));
    const slot = frozen.slot("a") ?? -1;
    expect(frozen.names[slot]).toBe("Person a");
    expect(frozen.columns.status[slot]).toBe(RowStatus.In);
    expect(frozen.count).toBe(1);
  });

  it("gives a person back as the server sent them", () => {
    const store = new BoardStore();
    store.begin();
    const sent = outPerson("a", DeviationType.NOT_SCHEDULED, 1_700_000_000_123, {
      actual: { activityId: "x", status: "PAUSE", detail: "Lunch", unmapped: true },
    });
    store.apply(snapshot(sent));
    expect(boardPerson(store.rows, 0)).toMatchObject({
      ...sent,
      deviationSinceTime: { seconds: 1_700_000_000n, nanos: 123_000_000 },
    });
  });
});
