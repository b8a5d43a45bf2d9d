/** How often the silence is measured. */
const CHECK_MS = 1_000;

/**
 * Calls out once nothing was heard for a while. A fetch stream never times out by itself: after a lost network
 * it would wait for ever.
 *
 * Hearing only notes the time, so that thousands of messages a second cost no timers; and the time is the wall
 * clock's, which goes on while the machine sleeps.
 */
export class Watchdog {
  readonly #limitMs: number;
  readonly #onSilence: () => void;
  #heardAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(limitMs: number, onSilence: () => void) {
    this.#limitMs = limitMs;
    this.#onSilence = onSilence;
  }

  /** Begins to watch; counts as hearing something. */
  start(): void {
    this.heard();
    this.#timer ??= setInterval(() => this.check(), CHECK_MS);
  }

  /** Something was heard. */
  heard(): void {
    this.#heardAt = Date.now();
  }

  /** Measures now, instead of at the next tick: browsers slow the timers of hidden pages down. */
  check(): void {
    if (this.#timer === undefined || Date.now() - this.#heardAt < this.#limitMs) return;
    this.stop();
    this.#onSilence();
  }

  /** Ends watching. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
