import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sharingLocks } from "./sharing";
import { TabCount } from "./tab-count";
import { FakeChannel, FakeLocks } from "./testing/browser";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", FakeChannel);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("sharing a stream", () => {
  const locks = new FakeLocks() as unknown as LockManager;

  it("is for browsers with locks that are short of connections", () => {
    expect(sharingLocks({ locks }, "http/1.1")).toBe(locks);
    expect(sharingLocks({ locks }, "")).toBe(locks);
  });

  it("is not needed with HTTP/2, and not possible without locks", () => {
    expect(sharingLocks({ locks }, "h2")).toBeUndefined();
    expect(sharingLocks({}, "http/1.1")).toBeUndefined();
  });
});

describe("counting tabs", () => {
  const open: TabCount[] = [];
  const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
  const openTab = () => {
    const onChange = vi.fn();
    const tab = new TabCount("test", onChange);
    open.push(tab);
    return { tab, count: () => onChange.mock.lastCall?.[0] ?? 1 };
  };
  afterEach(() => {
    for (const tab of open.splice(0)) tab.close();
  });

  it("tells each tab how many there are", async () => {
    const [first, , third] = [openTab(), openTab(), openTab()];
    await pass();
    expect(first.count()).toBe(3);
    expect(third.count()).toBe(3);
  });

  it("notices a tab that was closed", async () => {
    const [first, second] = [openTab(), openTab()];
    await pass();
    second.tab.close();
    await pass();
    expect(first.count()).toBe(1);
  });

  it("forgets a tab that is gone without a word", async () => {
    const first = openTab();
    new FakeChannel("test").postMessage({ id: "crashed", kind: "new" });
    await pass();
    expect(first.count()).toBe(2);
    await pass(90_000);
    expect(first.count()).toBe(1);
  });
});
