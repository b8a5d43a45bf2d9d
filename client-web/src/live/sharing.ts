import type { Locks } from "./tabs";

/** From this many tabs on a browser that speaks HTTP/1.1 runs out of connections to the server. */
export const CROWDED_TABS = 5;

/**
 * The protocol the page came by, e.g. `h2` or `http/1.1`; empty if the browser does not tell.
 */
export function pageProtocol(): string {
  const [navigation] = performance.getEntriesByType("navigation");
  return navigation instanceof PerformanceResourceTiming ? navigation.nextHopProtocol : "";
}

/** Whether connections are scarce: with HTTP/2 and HTTP/3 all streams share one. */
export function connectionsAreScarce(protocol: string): boolean {
  return protocol !== "h2" && protocol !== "h3";
}

/**
 * The locks by which tabs agree on a leader; undefined if each tab has a stream of its own, because connections
 * abound, or because the browser has no locks, which is so outside a secure context.
 */
export function sharingLocks(navigator: Partial<Pick<Navigator, "locks">>, protocol: string): Locks | undefined {
  if (!connectionsAreScarce(protocol) || typeof BroadcastChannel === "undefined") return undefined;
  return navigator.locks ?? undefined;
}
