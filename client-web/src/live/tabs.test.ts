import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveBoard } from "./board";
import { FakeChannel, FakeLocks, FakeWake } from "./testing/browser";
import { changes, complete, heartbeat, person, snapshot } from "./testing/events";
import { left, type Script, sending, WatchService } from "./testing/service";

const tabs: LiveBoard[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
});
afterEach(() => {
  for (const tab of tabs.splice(0)) tab.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

function openTab(
  service: WatchService,
  locks: FakeLocks | undefined,
  userId = "ana",
  isWatched = () => true,
): LiveBoard {
  const { source: wake } = new FakeWake();
  const refreshSession = async () => true;
  const { client } = service;
  const tab = new LiveBoard({ client, refreshSession, wake, isWatched, random: () => 1, locks, userId });
  tab.start();
  tabs.push(tab);
  return tab;
}

const ids = ({ picture: { store } }: LiveBoard) => [...store.rows.live()].map((slot) => store.rows.ids[slot]).sort();

/** Sends the events, and later those that the test pushes. */
function pushing(...events: Parameters<typeof sending>) {
  const waiting: Parameters<typeof sending> = [];
  let wake = () => {};
  const script: Script = async function* (_request, { signal }) {
    yield* events;
    const gone = left(signal);
    while (!signal.aborted) {
      yield* waiting.splice(0);
      await Promise.race([gone, new Promise<void>((resolve) => (wake = resolve))]);
    }
  };
  const push = (...more: Parameters<typeof sending>) => {
    waiting.push(...more);
    wake();
  };
  return { script, push };
}

it("needs one stream for all tabs of a user, and shows every tab the same", async () => {
  const { script, push } = pushing(snapshot(person("a")), complete("t1"));
  const service = new WatchService(script);
  const locks = new FakeLocks();
  const [leader, follower] = [openTab(service, locks), openTab(service, locks)];
  await pass();
  push(changes(person("b")));
  await pass();
  expect(service.tokens.length).toBe(1);
  expect(ids(leader)).toEqual(["a", "b"]);
  expect(ids(follower)).toEqual(["a", "b"]);
  expect(follower.link.phase).toBe("live");
  expect(follower.picture.store.complete).toBe(true);
});

it("gives a tab that is opened later the whole picture at once", async () => {
  const service = new WatchService(sending(snapshot(person("a"), person("b")), complete("t1")));
  const locks = new FakeLocks();
  openTab(service, locks);
  await pass(60);
  const late = openTab(service, locks);
  await pass();
  expect(ids(late)).toEqual(["a", "b"]);
  expect(late.link.phase).toBe("live");
});

it("keeps a tab waiting for the picture while the leader's own is half drawn", async () => {
  const { script, push } = pushing(snapshot(person("a")));
  const service = new WatchService(script);
  const locks = new FakeLocks();
  openTab(service, locks);
  await pass();
  const follower = openTab(service, locks);
  await pass();
  expect(ids(follower)).toEqual([]);
  push(snapshot(person("b")), complete("t1"));
  await pass();
  expect(ids(follower)).toEqual(["a", "b"]);
});

it("hands the lead on when the leader's tab closes; the next goes on from the same place", async () => {
  const { script, push } = pushing(snapshot(person("a")), complete("t1"));
  const service = new WatchService(script, sending(changes(person("c")), complete("t3", ["a", "b", "c"])));
  const locks = new FakeLocks();
  const leader = openTab(service, locks);
  const [second, third] = [openTab(service, locks), openTab(service, locks)];
  await pass();
  push(changes(person("b")), heartbeat("t2"));
  await pass();
  leader.stop();
  await pass();
  expect(service.tokens).toEqual(["", "t2"]);
  expect(ids(second)).toEqual(["a", "b", "c"]);
  expect(ids(third)).toEqual(["a", "b", "c"]);
});

it("takes the lead from a tab that has fallen silent", async () => {
  const service = new WatchService(sending(snapshot(person("a")), complete("t1")), sending(complete("t2", ["a"])));
  const locks = new FakeLocks();
  openTab(service, locks);
  await pass();
  // A frozen tab still holds its lock, but none of its timers run.
  vi.clearAllTimers();
  const visible = openTab(service, locks);
  await pass(60_000);
  expect(service.tokens).toEqual(["", "t1"]);
  expect(visible.link.phase).toBe("live");
  expect(ids(visible)).toEqual(["a"]);
});

it("lets the tab that is looked at find the server again, not a hidden one", async () => {
  let isUp = true;
  let breakOff = () => {};
  const server: Script = async function* (...watch) {
    if (!isUp) throw new Error("the server is down");
    yield* [snapshot(person("a")), complete("t1")];
    await Promise.race([left(watch[1].signal), new Promise<void>((resolve) => (breakOff = resolve))]);
  };
  const service = new WatchService(server);
  const locks = new FakeLocks();
  openTab(service, locks, "ana", () => false);
  const watched = openTab(service, locks);
  await pass();
  isUp = false;
  breakOff();
  await pass(600_000);
  isUp = true;
  await pass(8_000);
  expect(watched.link.phase).toBe("live");
  expect(ids(watched)).toEqual(["a"]);
});

it("does not share between users", async () => {
  const service = new WatchService(sending(complete("t1")));
  openTab(service, new FakeLocks(), "ana");
  openTab(service, new FakeLocks(), "bob");
  await pass();
  expect(service.tokens.length).toBe(2);
});

it("opens a stream per tab where the browser has no locks", async () => {
  const service = new WatchService(sending(snapshot(person("a")), complete("t1")));
  const [first, second] = [openTab(service, undefined), openTab(service, undefined)];
  await pass();
  expect(service.tokens.length).toBe(2);
  expect([ids(first), ids(second)]).toEqual([["a"], ["a"]]);
});

it("leads for itself where the browser refuses locks", async () => {
  const service = new WatchService(sending(snapshot(person("a")), complete("t1")));
  const refusing = { request: async () => Promise.reject(new DOMException("no storage", "SecurityError")) };
  const tab = openTab(service, refusing as never);
  await pass();
  expect(tab.link.phase).toBe("live");
  expect(ids(tab)).toEqual(["a"]);
});
