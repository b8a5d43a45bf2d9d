/** How long a lost connection may last before the picture on the screen counts as stale. */
export const STALE_AFTER_MS = 10_000;

/** Why a watch does not try again by itself. */
export type EndReason =
  /** The session is over: sign in again. */
  | "signedOut"
  /** The role that may watch is gone. */
  | "denied";

/** How the picture on the screen relates to the server. */
export type Link =
  /** No picture yet. */
  | { phase: "connecting" }
  /** The picture is current. */
  | { phase: "live" }
  /** The connection is lost; `since` is when the server was last heard (this machine's Unix ms). */
  | { phase: "reconnecting"; since: number }
  /** Nothing more will come. */
  | { phase: "ended"; reason: EndReason; since: number };

/** Whether what is on the screen is too old to be taken for the present. */
export function isStale(link: Link, localNow: number): boolean {
  if (link.phase === "ended") return true;
  return link.phase === "reconnecting" && localNow - link.since >= STALE_AFTER_MS;
}
