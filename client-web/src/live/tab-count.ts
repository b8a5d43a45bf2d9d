/** How often a tab says that it is there. */
const CALL_MS = 10_000;

/** A tab not heard for this long is gone; hidden tabs may call only once a minute. */
const GONE_MS = 75_000;

type Call = { id: string; kind: "here" | "new" | "bye" };

/** Counts the open tabs, where tabs can talk but can't share a stream. */
export class TabCount {
  readonly #id = Math.random().toString(36).slice(2);
  readonly #others = new Map<string, number>();
  readonly #onChange: (count: number) => void;
  readonly #channel: BroadcastChannel;
  readonly #timer: ReturnType<typeof setInterval>;
  #count = 1;

  /** @param onChange gets the number of open tabs, this one included, when it changes */
  constructor(name: string, onChange: (count: number) => void) {
    this.#onChange = onChange;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<Call>) => this.#hear(data);
    this.#timer = setInterval(() => {
      this.#call("here");
      this.#recount();
    }, CALL_MS);
    this.#call("new");
  }

  /** This tab no longer counts. */
  close(): void {
    this.#call("bye");
    clearInterval(this.#timer);
    this.#channel.close();
  }

  #call(kind: Call["kind"]): void {
    this.#channel.postMessage({ id: this.#id, kind } satisfies Call);
  }

  #hear({ id, kind }: Call): void {
    if (kind === "bye") this.#others.delete(id);
    else this.#others.set(id, Date.now());
    if (kind === "new") this.#call("here");
    this.#recount();
  }

  #recount(): void {
    for (const [id, heardAt] of this.#others) if (Date.now() - heardAt > GONE_MS) this.#others.delete(id);
    const count = this.#others.size + 1;
    if (count === this.#count) return;
    this.#count = count;
    this.#onChange(count);
  }
}
