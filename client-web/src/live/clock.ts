/** How many sightings of the server's time are remembered: two minutes of heartbeats. */
const REMEMBERED = 8;

/** A sighting this far from the offset in use (ms) means that this machine's clock was set anew. */
const JUMP_MS = 5_000;

/**
 * The server's time, told from its heartbeats.
 *
 * A message always arrives later than it was sent, so each sighting gives an offset that is too small by its
 * travel time: the largest of the last few is the nearest to the truth.
 */
export class ServerClock {
  readonly #localNow: () => number;
  #offsets: number[] = [];
  #offset = 0;

  constructor(localNow: () => number = Date.now) {
    this.#localNow = localNow;
  }

  /** Takes note of the server's time (Unix ms) in a message that has just arrived. */
  observe(serverMs: number): void {
    const offset = serverMs - this.#localNow();
    if (this.#offsets.length > 0 && Math.abs(offset - this.#offset) > JUMP_MS) this.#offsets = [];
    this.#offsets = [...this.#offsets, offset].slice(-REMEMBERED);
    this.#offset = Math.max(...this.#offsets);
  }

  /** Server time minus this machine's time, in ms; 0 before the first sighting. */
  get offset(): number {
    return this.#offset;
  }

  /** The server's time now, Unix ms. */
  now(): number {
    return this.#localNow() + this.#offset;
  }
}
