/** Runs something while no other tab of this origin runs something under the same name. */
export type TabLock = <T>(run: () => Promise<T>) => Promise<T>;

/** A lock by the Web Locks API where there is one (secure contexts), else by a lease in local storage. */
export function tabLock(name: string): TabLock {
  if (typeof navigator !== "undefined" && navigator.locks) {
    return (run) => navigator.locks.request(name, run) as ReturnType<typeof run>;
  }
  return leaseLock(name, localStorage);
}

const LEASE_MS = 10_000;
const SETTLE_MS = 40;
const POLL_MS = 100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * A lock for pages without a secure context. A tab writes its name and a deadline, waits until writes of other tabs
 * have settled, and goes on if its own name is still there. A tab that was closed loses the lease at the deadline.
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
    try {
      return await run();
    } finally {
      if (holder() === owner) storage.removeItem(key);
    }
  };
}
