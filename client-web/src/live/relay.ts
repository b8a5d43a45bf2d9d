import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { type WatchAdherenceResponse, WatchAdherenceResponseSchema } from "../gen/kadans/v1/adherence_service_pb";
import type { Link } from "./link";

/** What a leader says. */
type LeaderMessage =
  /** A stream of events begins. */
  | { kind: "begin"; term: number }
  /** An event of the stream, encoded: bytes are cloned much faster than objects. */
  | { kind: "event"; term: number; bytes: Uint8Array<ArrayBuffer> }
  /** How the leader's connection is, and whether somebody looks at its tab; repeated as its sign of life. */
  | { kind: "link"; term: number; link: Link; watched: boolean };

/** What tabs say to one another; with `hello` a follower asks for the picture. */
type TabMessage = LeaderMessage | { kind: "hello" };

/** What a follower does with the leader's words. */
export interface Follower {
  begin(): void;
  event(event: WatchAdherenceResponse): void;
  /** @param watched whether somebody looks at the leader's tab */
  link(link: Link, watched: boolean): void;
}

/**
 * The line between the tabs: the leader speaks, followers listen. Each leader's words carry the number of its
 * term, so that a leader who was deposed while its tab slept can't draw old news over the new.
 */
export class Relay {
  readonly #channel: BroadcastChannel;
  #term = 0;
  #follower: Follower | undefined;
  #onHello: (() => void) | undefined;
  #hasPicture = false;

  constructor(name: string) {
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<TabMessage>) => this.#receive(data);
  }

  /** Listens to the leader, beginning with the picture as it is now. */
  follow(follower: Follower): void {
    this.#follower = follower;
    this.#onHello = undefined;
    this.#askForPicture();
  }

  /** Begins a term as the leader; `onHello` is called when a follower wants the picture. */
  lead(onHello: () => void): void {
    this.#follower = undefined;
    this.#onHello = onHello;
    this.#term = Math.max(this.#term + 1, Date.now());
  }

  /** Tells the followers that a stream begins. */
  begin(): void {
    this.#post({ kind: "begin", term: this.#term });
  }

  /** Hands an event on to the followers. */
  event(event: WatchAdherenceResponse): void {
    this.#post({ kind: "event", term: this.#term, bytes: toBinary(WatchAdherenceResponseSchema, event) });
  }

  /** Tells the followers how the connection is. */
  link(link: Link, watched: boolean): void {
    this.#post({ kind: "link", term: this.#term, link, watched });
  }

  /** Neither speaks nor listens any more. */
  close(): void {
    this.#follower = undefined;
    this.#onHello = undefined;
    this.#channel.close();
  }

  #post(message: TabMessage): void {
    this.#channel.postMessage(message);
  }

  /** Until the picture comes, events are of no use. */
  #askForPicture(): void {
    this.#hasPicture = false;
    this.#post({ kind: "hello" });
  }

  #receive(message: TabMessage): void {
    if (message.kind === "hello") this.#onHello?.();
    else if (this.#follower !== undefined) this.#listen(message, this.#follower);
  }

  #listen(message: LeaderMessage, follower: Follower): void {
    if (message.term < this.#term) return;
    if (message.term > this.#term) {
      this.#term = message.term;
      this.#askForPicture();
    }
    switch (message.kind) {
      case "begin":
        this.#hasPicture = true;
        follower.begin();
        break;
      case "event":
        if (this.#hasPicture) follower.event(fromBinary(WatchAdherenceResponseSchema, message.bytes));
        break;
      case "link":
        follower.link(message.link, message.watched);
        break;
    }
  }
}
