import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Link } from "./link";
import { Picture } from "./picture";
import { FakeWake } from "./testing/browser";
import { changes, complete, heartbeat, person, position, snapshot } from "./testing/events";
import { failing, type Script, sending, WatchService } from "./testing/service";
import { watchBoard } from "./watch";

const unavailable = new ConnectError("the server drains", Code.Unavailable);
const expired = new ConnectError("the token has expired", Code.Unauthenticated);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A watch of a scripted service, with everything a test wants to see. */
function watching(scripts: Script[], refreshSession = async () => true, isWatched = () => true) {
  const service = new WatchService(...scripts);
  const picture = new Picture();
  const links: Link[] = [];
  const wake = new FakeWake();
  const stop = new AbortController();
  const sink = {
    resumeToken: () => picture.token,
    begin: () => picture.begin(),
    event: picture.take.bind(picture),
    forgetToken: () => picture.forgetToken(),
    link: (link: Link) => links.push(link),
  };
  const options = { client: service.client, sink, refreshSession, wake: wake.source, isWatched, random: () => 1 };
  const end = watchBoard(options, stop.signal);
  const phase = () => links.at(-1)?.phase;
  const names = () => [...picture.store.rows.live()].map((slot) => picture.store.rows.ids[slot]);
  return { service, picture, wake, stop, end, phase, names, links };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it("is live as soon as the snapshot is complete", async () => {
  const watch = watching([sending(snapshot(person("a")), complete("t1"))]);
  await pass(0);
  expect(watch.phase()).toBe("live");
  expect(watch.names()).toEqual(["a"]);
});

it("goes on from the newest resume token after a lost connection", async () => {
  const first = failing(
    unavailable,
    snapshot(person("a"), person("b")),
    complete("t1"),
    heartbeat("t2"),
    position("t3"),
  );
  const watch = watching([first, sending(changes(person("c")), complete("t4", ["b", "c"]))]);
  await pass(0);
  expect(watch.phase()).toBe("reconnecting");
  expect(watch.names()).toEqual(["a", "b"]);
  await pass(500);
  expect(watch.service.tokens).toEqual(["", "t3"]);
  expect(watch.phase()).toBe("live");
  expect(watch.names().sort()).toEqual(["b", "c"]);
});

it("does not take a token from a stream that was not complete", async () => {
  const watch = watching([failing(unavailable, snapshot(person("a")), position("early")), sending(complete("t1"))]);
  await pass(500);
  expect(watch.service.tokens).toEqual(["", ""]);
});

it("starts anew if the server refuses the token", async () => {
  const refused = failing(new ConnectError("bad token", Code.InvalidArgument));
  const watch = watching([
    failing(unavailable, complete("t1")),
    refused,
    sending(snapshot(person("a")), complete("t2")),
  ]);
  await pass(5_000);
  expect(watch.service.tokens).toEqual(["", "t1", ""]);
  expect(watch.phase()).toBe("live");
});

it("waits longer after each failure, and no longer than it has to when woken", async () => {
  const watch = watching([failing(unavailable)]);
  await pass(0);
  const attempts = () => watch.service.tokens.length;
  await pass(500 + 1_000 + 2_000);
  expect(attempts()).toBe(4);
  await pass(3_999);
  expect(attempts()).toBe(4);
  watch.wake.wake();
  await pass(0);
  expect(attempts()).toBe(5);
});

it("keeps its distance from a server that breaks every stream right away", async () => {
  const watch = watching([failing(unavailable, complete("t1"))]);
  await pass(60_000);
  expect(watch.service.tokens.length).toBeLessThan(15);
});

it("is back within 8 seconds of the server's return, however long that took, while somebody looks", async () => {
  let isUp = false;
  const server: Script = async function* (...watch) {
    if (!isUp) throw unavailable;
    yield* sending(complete("t1"))(...watch);
  };
  const watch = watching([server]);
  await pass(3_600_000);
  isUp = true;
  await pass(8_000);
  expect(watch.phase()).toBe("live");
});

it("leaves a server alone for up to 30 seconds while nobody looks", async () => {
  const watch = watching([failing(unavailable)], undefined, () => false);
  await pass(120_000);
  const attempts = watch.service.tokens.length;
  await pass(29_000);
  expect(watch.service.tokens.length - attempts).toBeLessThanOrEqual(1);
});

it("takes a silent stream for dead after 35 seconds", async () => {
  const watch = watching([sending(complete("t1")), sending(complete("t2", []))]);
  await pass(34_000);
  expect(watch.phase()).toBe("live");
  await pass(2_000);
  expect(watch.service.tokens).toEqual(["", "t1"]);
});

it("renews an expired token and goes on without a word", async () => {
  const refresh = vi.fn(async () => true);
  const watch = watching([failing(expired, complete("t1")), sending(complete("t2", []))], refresh);
  await pass(0);
  expect(refresh).toHaveBeenCalledOnce();
  expect(watch.service.tokens).toEqual(["", "t1"]);
  expect(watch.links.map(({ phase }) => phase)).toEqual(["live", "live"]);
});

it("ends when the session is over", async () => {
  const watch = watching([failing(expired)], async () => false);
  await expect(watch.end).resolves.toBe("signedOut");
  expect(watch.phase()).toBe("ended");
});

it("ends when even a new token is refused", async () => {
  const watch = watching([failing(expired)]);
  await expect(watch.end).resolves.toBe("signedOut");
  expect(watch.service.tokens.length).toBe(2);
});

it("tries again later when the session could not be renewed for now", async () => {
  const refresh = vi.fn(async () => true).mockRejectedValueOnce(unavailable);
  const watch = watching([failing(expired), failing(expired), sending(complete("t1"))], refresh);
  await pass(600);
  expect(watch.phase()).toBe("live");
});

it("ends when the role is gone", async () => {
  const watch = watching([failing(new ConnectError("no", Code.PermissionDenied), complete("t1"))]);
  await expect(watch.end).resolves.toBe("denied");
  expect(watch.service.tokens.length).toBe(1);
});

it("stops without a word when it is aborted", async () => {
  const watch = watching([sending(complete("t1"))]);
  await pass(0);
  watch.stop.abort();
  await expect(watch.end).resolves.toBeUndefined();
  expect(watch.phase()).toBe("live");
});
