import type { Link } from "./link";
import { Picture } from "./picture";
import { SharedFeed } from "./shared-feed";
import type { Locks } from "./tabs";
import { type WatchOptions, watchBoard } from "./watch";

/** What a live board needs from outside. */
export interface LiveBoardOptions extends Omit<WatchOptions, "sink"> {
  /** Whose board it is: tabs share a stream only if they show the same user's. */
  userId: string;
  /** The browser's locks if tabs are to share one stream; else each has its own. */
  locks: Locks | undefined;
}

/** The live board of one user: a picture that is kept current, and how current it is. */
export class LiveBoard {
  readonly picture = new Picture();
  readonly #options: LiveBoardOptions;
  readonly #listeners = new Set<() => void>();
  #link: Link = { phase: "connecting" };
  #stop: () => void = () => {};

  constructor(options: LiveBoardOptions) {
    this.#options = options;
  }

  /** How the picture relates to the server; a new object for each change. */
  get link(): Link {
    return this.#link;
  }

  /** Begins to keep the picture current. */
  start(): void {
    this.#stop();
    if (this.#link.phase === "ended") this.#setLink({ phase: "connecting" });
    const setLink = (link: Link) => this.#setLink(link);
    const { locks, userId, ...watch } = this.#options;
    if (locks !== undefined) {
      const feed = new SharedFeed({ ...watch, locks, name: `kadans.live.${userId}` }, this.picture, setLink);
      feed.start();
      this.#stop = () => feed.stop();
      return;
    }
    const stop = new AbortController();
    const { picture } = this;
    const sink = {
      resumeToken: () => picture.token,
      begin: () => picture.begin(),
      event: picture.take.bind(picture),
      forgetToken: () => picture.forgetToken(),
      link: setLink,
    };
    void watchBoard({ ...watch, sink }, stop.signal);
    this.#stop = () => stop.abort();
  }

  /** Stops; the picture stays as it is. */
  stop(): void {
    this.#stop();
    this.#stop = () => {};
  }

  /** Calls `listener` when the link changes; the answer unsubscribes. Rows are read, not announced. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #setLink(link: Link): void {
    this.#link = link;
    for (const listener of this.#listeners) listener();
  }
}
