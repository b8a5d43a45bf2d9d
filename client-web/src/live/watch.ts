import { type Client, Code, ConnectError } from "@connectrpc/connect";
import type { AdherenceService, WatchAdherenceResponse } from "../gen/kadans/v1/adherence_service_pb";
import { backoffMs } from "./backoff";
import type { EndReason, Link } from "./link";
import { sleep, type WakeSource } from "./wake";
import { Watchdog } from "./watchdog";

/** Heartbeats come every 15 s: after two that failed to come the connection is dead. */
export const SILENCE_MS = 35_000;

/** A stream that held this long was a good one: the back-off starts anew after it. */
const STEADY_MS = 10_000;

/** Where the events of a watch go. */
export interface WatchSink {
  /** The newest token to resume from; empty to start anew. */
  resumeToken(): Uint8Array<ArrayBuffer>;
  /** A stream begins. */
  begin(): void;
  /** An event of the stream, in order. */
  event(event: WatchAdherenceResponse): void;
  /** The resume token was refused: forget it. */
  forgetToken(): void;
  /** The connection changed. */
  link(link: Link): void;
}

/** What a watch needs from outside. */
export interface WatchOptions {
  client: Pick<Client<typeof AdherenceService>, "watchAdherence">;
  sink: WatchSink;
  /** Gets a new access token; false if the session is over, an error if that could not be found out. */
  refreshSession: () => Promise<boolean>;
  wake: WakeSource;
  /** Whether somebody looks at the page: then less time passes between attempts. */
  isWatched: () => boolean;
  random?: () => number;
}

/** How an attempt ended. */
type Outcome = "lost" | "expired" | "denied" | "badToken";

/**
 * Watches the board until aborted, or until the server says that trying again is of no use.
 *
 * @returns why it ended; undefined if it was aborted
 */
export async function watchBoard(options: WatchOptions, signal: AbortSignal): Promise<EndReason | undefined> {
  const { sink } = options;
  const attempt = new Attempt(options);
  let failures = 0;
  let renewed = false;
  while (!signal.aborted) {
    const outcome = await attempt.run(signal);
    if (signal.aborted) return undefined;
    if (attempt.completed) renewed = false;
    if (attempt.steady) failures = 0;
    if (outcome === "denied") return end("denied");
    if (outcome === "badToken") sink.forgetToken();
    if (outcome === "expired") {
      // A token that is refused right after it was renewed will not become better by renewing it again.
      const verdict: Renewal = renewed ? "over" : await renew(options);
      if (verdict === "over") return end("signedOut");
      renewed = verdict === "renewed";
      if (renewed) continue;
    }
    failures++;
    sink.link({ phase: "reconnecting", since: attempt.heardAt });
    await sleep(backoffMs(failures, options.isWatched(), options.random), signal, options.wake);
  }
  return undefined;

  function end(reason: EndReason): EndReason {
    sink.link({ phase: "ended", reason, since: attempt.heardAt });
    return reason;
  }
}

/** What became of the session. */
type Renewal = "renewed" | "over" | "unreachable";

async function renew({ refreshSession }: WatchOptions): Promise<Renewal> {
  try {
    return (await refreshSession()) ? "renewed" : "over";
  } catch {
    // The server could not be asked; the back-off asks again.
    return "unreachable";
  }
}

/** One stream after the other; remembers when the server was last heard. */
class Attempt {
  /** When the server was last heard, this machine's Unix ms; the begin of the watch before that. */
  heardAt = Date.now();
  /** Whether the last stream got as far as a whole picture. */
  completed = false;
  #completedAt = 0;
  readonly #options: WatchOptions;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Whether the last stream held for a while after that. */
  get steady(): boolean {
    return this.completed && this.heardAt - this.#completedAt >= STEADY_MS;
  }

  async run(signal: AbortSignal): Promise<Outcome> {
    const { client, sink, wake } = this.#options;
    const stream = new AbortController();
    const watchdog = new Watchdog(SILENCE_MS, () => stream.abort());
    const unsubscribe = wake(() => watchdog.check());
    const resumeToken = sink.resumeToken();
    this.completed = false;
    watchdog.start();
    try {
      let begun = false;
      const events = client.watchAdherence({ resumeToken }, { signal: AbortSignal.any([signal, stream.signal]) });
      for await (const event of events) {
        watchdog.heard();
        this.heardAt = Date.now();
        if (!begun) sink.begin();
        begun = true;
        sink.event(event);
        if (event.event.case === "snapshotComplete") {
          this.completed = true;
          this.#completedAt = this.heardAt;
          sink.link({ phase: "live" });
        }
      }
      return "lost";
    } catch (error) {
      return outcomeOf(ConnectError.from(error), resumeToken);
    } finally {
      watchdog.stop();
      unsubscribe();
    }
  }
}

function outcomeOf(error: ConnectError, resumeToken: Uint8Array): Outcome {
  switch (error.code) {
    case Code.Unauthenticated:
      return "expired";
    case Code.PermissionDenied:
      return "denied";
    case Code.InvalidArgument:
      return resumeToken.length > 0 ? "badToken" : "lost";
    default:
      return "lost";
  }
}
