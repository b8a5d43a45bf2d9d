import type { WatchAdherenceResponse } from "../gen/kadans/v1/adherence_service_pb";
import type { Link } from "./link";
import type { Picture } from "./picture";
import { Relay } from "./relay";
import { type Locks, TabElection } from "./tabs";
import { type WatchOptions, watchBoard } from "./watch";
import { Watchdog } from "./watchdog";

/** How often a leader gives a sign of life, whatever its connection does. */
const PULSE_MS = 10_000;

/** A leader silent for this long no longer does its work: its tab is frozen. */
const LEADER_SILENCE_MS = 45_000;

/** What a shared feed needs from outside. */
export interface SharedFeedOptions extends Omit<WatchOptions, "sink"> {
  locks: Locks;
  /** Tabs with the same name share one stream. */
  name: string;
}

/** Keeps a picture current with one stream for all tabs: this tab leads and hands on, or follows. */
export class SharedFeed {
  readonly #options: SharedFeedOptions;
  readonly #picture: Picture;
  readonly #setLink: (link: Link) => void;
  readonly #election: TabElection;
  readonly #leaderWatchdog = new Watchdog(LEADER_SILENCE_MS, () => this.#leaderIsSilent());
  #relay: Relay | undefined;
  #link: Link = { phase: "connecting" };
  #hasFollowers = false;
  #pictureWanted = false;
  #leaderIsWatched = true;
  #unsubscribe: () => void = () => {};

  constructor(options: SharedFeedOptions, picture: Picture, setLink: (link: Link) => void) {
    this.#options = options;
    this.#picture = picture;
    this.#setLink = (link) => {
      this.#link = link;
      setLink(link);
    };
    this.#election = new TabElection(options.locks, options.name, (term) => this.#lead(term));
  }

  /** Follows, and stands for election. */
  start(): void {
    this.#relay = new Relay(this.#options.name);
    this.#unsubscribe = this.#options.wake(() => this.#leadIfWatched());
    this.#follow();
    this.#election.start();
  }

  /** Neither leads nor follows any more. */
  stop(): void {
    this.#unsubscribe();
    this.#election.stop();
    this.#leaderWatchdog.stop();
    this.#relay?.close();
    this.#relay = undefined;
  }

  #follow(): void {
    const heard = () => this.#leaderWatchdog.heard();
    this.#leaderWatchdog.start();
    this.#relay?.follow({
      begin: () => this.#picture.begin(),
      event: (event) => {
        heard();
        this.#picture.take(event);
      },
      link: (link, watched) => {
        heard();
        this.#leaderIsWatched = watched;
        this.#setLink(link);
        this.#leadIfWatched();
      },
    });
  }

  /** Leads until the term ends; if the watch ends by itself, withdraws, so that another tab may try. */
  async #lead(term: AbortSignal): Promise<void> {
    const relay = this.#relay;
    if (relay === undefined) return;
    this.#leaderWatchdog.stop();
    this.#hasFollowers = false;
    this.#pictureWanted = false;
    relay.lead(() => this.#welcome(relay));
    const pulse = setInterval(() => this.#tell(relay), PULSE_MS);
    this.#tell(relay);
    const sink = {
      resumeToken: () => this.#picture.token,
      begin: () => {
        this.#picture.begin();
        if (this.#hasFollowers) relay.begin();
      },
      event: (event: WatchAdherenceResponse) => this.#take(event, relay),
      forgetToken: () => this.#picture.forgetToken(),
      link: (link: Link) => {
        this.#setLink(link);
        // That this tab has given up is its own affair: the next leader tries for itself.
        if (link.phase !== "ended") this.#tell(relay);
      },
    };
    try {
      await watchBoard({ ...this.#options, sink }, term);
    } finally {
      clearInterval(pulse);
      if (term.aborted && this.#relay !== undefined) this.#follow();
    }
  }

  #take(event: WatchAdherenceResponse, relay: Relay): void {
    this.#picture.take(event);
    if (this.#hasFollowers) relay.event(event);
    if (this.#pictureWanted) this.#handOn(relay);
  }

  #welcome(relay: Relay): void {
    this.#hasFollowers = true;
    this.#tell(relay);
    this.#handOn(relay);
  }

  /** Hands the picture on; one that is only half here is kept until it is whole. */
  #handOn(relay: Relay): void {
    this.#pictureWanted = !this.#picture.isWhole;
    if (this.#pictureWanted) return;
    relay.begin();
    for (const event of this.#picture.replay()) relay.event(event);
  }

  #tell(relay: Relay): void {
    relay.link(this.#link, this.#options.isWatched());
  }

  /** A hidden leader takes its time to come back, and the browser slows its timers: a tab that is looked at does better. */
  #leadIfWatched(): void {
    const isLost = this.#link.phase === "reconnecting";
    if (isLost && !this.#leaderIsWatched && this.#options.isWatched()) this.#election.depose();
  }

  #leaderIsSilent(): void {
    this.#leaderWatchdog.start();
    if (this.#options.isWatched()) this.#election.depose();
  }
}
