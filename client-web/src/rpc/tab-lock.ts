/** Runs something while no other tab of this origin runs something under the same name. */
export type TabLock = <T>(run: () => Promise<T>) => Promise<T>;

/** A lock by the Web Locks API where there is one (secure contexts), else by a lease in local storage. */
export function tabLock(name: string): TabLock {
  if (typeof navigator !== "undefined" && navigator.locks) {
    return (run) => navigator.locks.request(name, run) as ReturnType<typeof run>;
  }
  return leaseLock(name, localStorage);
}

/** Less than the 10 s for which the server takes a cookie that was replaced, so that a tab that crashed does no harm. */
const LEASE_MS = 5_000;
const SETTLE_MS = 40;
const POLL_MS = 100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A lock for pages without a secure context. A tab writes its name and a deadline, waits until writes of other tabs
 * have settled, and goes on if its own name is still there. A page that is left gives the lease back; a tab that crashed
 * loses it at the deadline.
 */
export function leaseLock(name: string, storage: Storage, now: () => number = Date.now): TabLock {
  const key = `kadans.lease.${name}`;
  const owner = Math.random().toString(36).slice(2);
  const holder = () => {
    const [id, until] = (storage.getItem(key) ?? "").split(" ");
    return id && Number(until) > now() ? id : undefined;
  };
  return async (run) => {
    for (;;) {
      if (holder() === undefined) {
        storage.setItem(key, `${owner} ${now() + LEASE_MS}`);
        await pause(SETTLE_MS);
        if (holder() === owner) break;
      }
      await pause(POLL_MS);
    }
    const giveBack = () => {
      if (holder() === owner) storage.removeItem(key);
    };
    window.addEventListener("pagehide", giveBack);
    try {
      return await run();
    } finally {
      window.removeEventListener("pagehide", giveBack);
      giveBack();
    }
  };
}
