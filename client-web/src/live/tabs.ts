/** What an election needs of the browser: the Web Locks API. */
export type Locks = Pick<LockManager, "request">;

/**
 * Makes sure that of all tabs with the same lock exactly one leads. When the leader's tab closes, crashes or
 * gives up, the browser hands the lock to the next.
 */
export class TabElection {
  readonly #locks: Locks;
  readonly #name: string;
  readonly #lead: (term: AbortSignal) => Promise<void>;
  readonly #stop = new AbortController();
  #waiting: AbortController | undefined;
  #leading = false;

  /**
   * @param lead leads until its term is aborted, or returns earlier to withdraw from the election for good
   */
  constructor(locks: Locks, name: string, lead: (term: AbortSignal) => Promise<void>) {
    this.#locks = locks;
    this.#name = name;
    this.#lead = lead;
  }

  /** Whether this tab leads. */
  get leading(): boolean {
    return this.#leading;
  }

  /** Stands for election. */
  start(): void {
    void this.#run(false);
  }

  /** Takes the lead from a tab that does not do its work any more. */
  depose(): void {
    if (this.#leading || this.#stop.signal.aborted) return;
    this.#waiting?.abort();
    void this.#run(true);
  }

  /** Withdraws; a term ends. */
  stop(): void {
    this.#stop.abort();
    this.#waiting?.abort();
  }

  async #run(steal: boolean): Promise<void> {
    let withdrawn = false;
    while (!withdrawn && !this.#stop.signal.aborted) {
      const waiting = new AbortController();
      this.#waiting = waiting;
      const term = new AbortController();
      const endTerm = () => term.abort();
      this.#stop.signal.addEventListener("abort", endTerm);
      try {
        // The API takes either `steal` or a signal to stop waiting; who steals does not wait.
        const options: LockOptions = steal ? { steal: true } : { signal: waiting.signal };
        await this.#locks.request(this.#name, options, async () => {
          this.#leading = true;
          await this.#lead(term.signal);
          withdrawn = !term.signal.aborted;
        });
      } catch (error) {
        if (isAbort(error)) {
          // Either another tab took the lead, or this one no longer waits for it.
          withdrawn = waiting.signal.aborted;
        } else {
          // Some privacy settings refuse locks: then each tab leads for itself.
          this.#leading = true;
          await this.#lead(term.signal);
          withdrawn = true;
        }
      } finally {
        this.#leading = false;
        endTerm();
        this.#stop.signal.removeEventListener("abort", endTerm);
      }
      steal = false;
    }
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
