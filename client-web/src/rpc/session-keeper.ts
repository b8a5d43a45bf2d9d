import { Code } from "@connectrpc/connect";
import type { Session } from "../gen/kadans/v1/session_pb";
import { problemOf } from "./problem";
import type { TabLock } from "./tab-lock";

/** What signing in or refreshing gives. */
export interface Grant {
  /** Bearer token; lives in this tab's memory and nowhere else. */
  accessToken: string;
  /** For how many milliseconds it holds, counted from its arrival, so that a wrong local clock does no harm. */
  lifetimeMs: number;
  /** Who is signed in. */
  session: Session;
}

/** Whether somebody is signed in; unknown until the refresh cookie was tried. */
export type SessionState =
  | { status: "unknown" }
  | { status: "signed-out" }
  | { status: "signed-in"; session: Session; accessToken: string; renewAt: number; expiresAt: number };

interface Parts {
  /** Exchanges the refresh cookie for a grant. */
  refresh: () => Promise<Grant>;
  /** Keeps two tabs from using the same cookie: used twice, it ends the session. */
  lock: TabLock;
  now?: () => number;
  /** Waits before the server is tried again. */
  pause?: (ms: number) => Promise<void>;
}

/**
 * The waits before a refresh is tried again that did not reach the server, or whose answer was lost. In the latter case
 * the cookie was replaced without the browser knowing; the server takes the old one for 10 s more, so these are short.
 */
const SECOND_TRIES_MS = [500, 1_500];
/** The wait after those were in vain. */
const RETRY_MS = 5_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Holds the access token, renews it before it expires, and tells listeners who is signed in. */
export class SessionKeeper {
  private state: SessionState = { status: "unknown" };
  private renewal: Promise<boolean> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly now: () => number;

  constructor(private readonly parts: Parts) {
    this.now = parts.now ?? Date.now;
  }

  readonly current = (): SessionState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Finds out whether the browser still holds a session. Fails if the server can't be reached. */
  async restore(): Promise<SessionState> {
    if (this.state.status === "unknown") await this.renew();
    return this.state;
  }

  /** Takes over a grant: somebody signed in, or the session goes on. */
  adopt({ accessToken, lifetimeMs, session }: Grant): void {
    const now = this.now();
    const lead = Math.min(60_000, lifetimeMs / 5);
    const [renewAt, expiresAt] = [now + lifetimeMs - lead, now + lifetimeMs];
    this.enter({ status: "signed-in", session, accessToken, renewAt, expiresAt });
    this.renewIn(renewAt - now);
  }

  /** Forgets the session: somebody signed out, or the server ended it. */
  end(): void {
    clearTimeout(this.timer);
    this.enter({ status: "signed-out" });
  }

  /** The access token to send, renewed first if it has expired; undefined if nobody is signed in. */
  async accessToken(): Promise<string | undefined> {
    if (this.state.status === "signed-in" && this.now() >= this.state.expiresAt) await this.renew();
    return this.state.status === "signed-in" ? this.state.accessToken : undefined;
  }

  /**
   * Renews the access token, once however many calls ask for it at the same time, and not at all if `rejected` has been
   * replaced already. Returns whether there is a token to try again with; fails if the server can't be reached.
   */
  renew(rejected?: string): Promise<boolean> {
    if (rejected && this.state.status === "signed-in" && this.state.accessToken !== rejected) {
      return Promise.resolve(true);
    }
    this.renewal ??= this.parts
      .lock(() => this.refresh())
      .then(
        (grant) => {
          this.adopt(grant);
          return true;
        },
        (error: unknown) => {
          if (!isRefusal(error)) throw error;
          this.end();
          return false;
        },
      )
      .finally(() => {
        this.renewal = undefined;
      });
    return this.renewal;
  }

  private async refresh(): Promise<Grant> {
    for (const wait of SECOND_TRIES_MS) {
      try {
        return await this.parts.refresh();
      } catch (error) {
        if (isRefusal(error)) throw error;
        await (this.parts.pause ?? pause)(wait);
      }
    }
    return this.parts.refresh();
  }

  private renewIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.renew().catch(() => this.renewIn(RETRY_MS));
    }, ms);
  }

  private enter(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

/**
 * Whether the server refused the cookie, as opposed to not having answered. Its refusals name a reason; a 401 or 403 of
 * something between here and there, such as a proxy or the sign-in page of a guest network, does not.
 */
function isRefusal(error: unknown): boolean {
  const { code, reason } = problemOf(error);
  return (code === Code.Unauthenticated || code === Code.PermissionDenied) && reason !== "";
}
