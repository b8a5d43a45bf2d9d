import { type CallOptions, createClient, createRouterTransport, type HandlerContext } from "@connectrpc/connect";
import {
  AdherenceService,
  type WatchAdherenceRequest,
  type WatchAdherenceResponse,
} from "../../gen/kadans/v1/adherence_service_pb";

/** What the service does with one watch. */
export type Script = (
  request: WatchAdherenceRequest,
  context: HandlerContext,
) => AsyncGenerator<WatchAdherenceResponse, void>;

/** An AdherenceService in memory: the n-th watch runs the n-th script; the last one runs again for all further. */
export class WatchService {
  /** The resume token of each watch that was opened. */
  readonly tokens: string[] = [];
  readonly client;
  readonly #scripts: Script[];

  constructor(...scripts: Script[]) {
    this.#scripts = scripts;
    const transport = createRouterTransport(({ service }) => {
      service(AdherenceService, { watchAdherence: (request, context) => this.#watch(request, context) });
    });
    this.client = createClient(AdherenceService, transport);
  }

  #watch(request: WatchAdherenceRequest, context: HandlerContext): AsyncGenerator<WatchAdherenceResponse, void> {
    const script = this.#scripts[Math.min(this.tokens.length, this.#scripts.length - 1)];
    this.tokens.push(new TextDecoder().decode(request.resumeToken));
    if (script === undefined) throw new Error("the service has no script");
    return script(request, context);
  }
}

/** Sends the events, then stays silent until the client leaves. */
export function sending(...events: WatchAdherenceResponse[]): Script {
  return async function* (_request, { signal }) {
    yield* events;
    await left(signal);
  };
}

/** Sends the events, then ends with an error. */
export function failing(error: Error, ...events: WatchAdherenceResponse[]): Script {
  return async function* () {
    yield* events;
    throw error;
  };
}

/** Resolves when the client has left. */
export function left(signal: NonNullable<CallOptions["signal"]>): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve());
  });
}
