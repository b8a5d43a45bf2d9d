/** Calls `wake` whenever waiting has become pointless; the answer unsubscribes. */
export type WakeSource = (wake: () => void) => () => void;

/** Whether somebody looks at the page. */
export const browserIsWatched = (): boolean => document.visibilityState === "visible";

/** The network is back, or somebody looks at the page again. */
export const browserWake: WakeSource = (wake) => {
  const onVisibility = () => {
    if (browserIsWatched()) wake();
  };
  window.addEventListener("online", wake);
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    window.removeEventListener("online", wake);
    document.removeEventListener("visibilitychange", onVisibility);
  };
};

/** Waits `ms`, or until woken or aborted, whichever comes first. */
export function sleep(ms: number, signal: AbortSignal, wakeSource: WakeSource): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = () => {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    const unsubscribe = wakeSource(done);
    signal.addEventListener("abort", done);
  });
}
