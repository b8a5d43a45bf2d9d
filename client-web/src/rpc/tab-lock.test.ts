import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { leaseLock } from "./tab-lock";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("two tabs without Web Locks never run at the same time", async () => {
  const tabs = [leaseLock("refresh", localStorage), leaseLock("refresh", localStorage)];
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 500));
    running -= 1;
  };
  const all = Promise.all(tabs.map((lock) => lock(work)));
  await vi.advanceTimersByTimeAsync(5_000);
  await all;
  expect(most).toBe(1);
});

it("the lease of a tab that was closed runs out", async () => {
  localStorage.setItem("kadans.lease.refresh", `closed ${Date.now() + 10_000}`);
  const run = vi.fn(async () => "done");
  const result = leaseLock("refresh", localStorage)(run);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(run).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await result).toBe("done");
});

it("a lock is given back when what ran under it fails", async () => {
  const lock = leaseLock("refresh", localStorage);
  const failing = expect(lock(() => Promise.reject(new Error("down")))).rejects.toThrow("down");
  await vi.advanceTimersByTimeAsync(1_000);
  await failing;
  expect(localStorage.getItem("kadans.lease.refresh")).toBeNull();
});
