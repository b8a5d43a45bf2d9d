import type { Locks } from "../tabs";

interface Claim {
  run: () => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

/** One name of the Web Locks API, exclusive mode, with `signal` and `steal` as the specification has them. */
export class FakeLocks {
  #holder: Claim | undefined;
  #queue: Claim[] = [];

  /** How many wait for the lock. */
  get waiting(): number {
    return this.#queue.length;
  }

  readonly request = ((name: string, options: LockOptions, callback: LockGrantedCallback<unknown>) =>
    new Promise<unknown>((resolve, reject) => {
      const run = async () => callback({ mode: "exclusive", name });
      const claim: Claim = { run, resolve, reject };
      if (options.steal) {
        const deposed = this.#holder;
        this.#grant(claim);
        deposed?.reject(new DOMException("stolen", "AbortError"));
        return;
      }
      options.signal?.addEventListener("abort", () => {
        if (!this.#queue.includes(claim)) return;
        this.#queue = this.#queue.filter((other) => other !== claim);
        reject(new DOMException("aborted", "AbortError"));
      });
      if (this.#holder === undefined) this.#grant(claim);
      else this.#queue.push(claim);
    })) as Locks["request"];

  #grant(claim: Claim): void {
    this.#holder = claim;
    claim
      .run()
      .then(claim.resolve, claim.reject)
      .finally(() => {
        if (this.#holder !== claim) return;
        this.#holder = undefined;
        const next = this.#queue.shift();
        if (next !== undefined) this.#grant(next);
      });
  }
}

/** BroadcastChannel: delivers to every other open channel of the name, copied and in order. */
export class FakeChannel {
  static #open = new Map<string, Set<FakeChannel>>();
  onmessage: ((event: MessageEvent) => void) | null = null;
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
    const open = FakeChannel.#open.get(name) ?? new Set();
    FakeChannel.#open.set(name, open.add(this));
  }

  postMessage(message: unknown): void {
    const data = structuredClone(message);
    for (const other of FakeChannel.#open.get(this.#name) ?? []) {
      if (other !== this) queueMicrotask(() => other.#deliver(data));
    }
  }

  close(): void {
    FakeChannel.#open.get(this.#name)?.delete(this);
  }

  #deliver(data: unknown): void {
    if (FakeChannel.#open.get(this.#name)?.has(this)) this.onmessage?.(new MessageEvent("message", { data }));
  }
}

/** Something a test can wake waiters with. */
export class FakeWake {
  readonly #sleepers = new Set<() => void>();

  readonly source = (wake: () => void) => {
    this.#sleepers.add(wake);
    return () => this.#sleepers.delete(wake);
  };

  wake(): void {
    for (const sleeper of [...this.#sleepers]) sleeper();
  }
}
