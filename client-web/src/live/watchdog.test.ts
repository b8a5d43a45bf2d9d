import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Watchdog } from "./watchdog";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("calls out once after a silence", () => {
  const onSilence = vi.fn();
  const watchdog = new Watchdog(35_000, onSilence);
  watchdog.start();
  vi.advanceTimersByTime(30_000);
  watchdog.heard();
  vi.advanceTimersByTime(34_000);
  expect(onSilence).not.toHaveBeenCalled();
  vi.advanceTimersByTime(120_000);
  expect(onSilence).toHaveBeenCalledOnce();
});

it("notices at once, when asked, that the machine has slept", () => {
  const onSilence = vi.fn();
  const watchdog = new Watchdog(35_000, onSilence);
  watchdog.start();
  vi.setSystemTime(Date.now() + 3_600_000);
  watchdog.check();
  expect(onSilence).toHaveBeenCalledOnce();
});

it("is quiet after it was stopped", () => {
  const onSilence = vi.fn();
  const watchdog = new Watchdog(35_000, onSilence);
  watchdog.start();
  watchdog.stop();
  vi.advanceTimersByTime(120_000);
  watchdog.check();
  expect(onSilence).not.toHaveBeenCalled();
});
