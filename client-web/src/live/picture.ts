import { create } from "@bufbuild/protobuf";
import { type WatchAdherenceResponse, WatchAdherenceResponseSchema } from "../gen/kadans/v1/adherence_service_pb";
import { ServerClock } from "./clock";
import { boardPerson } from "./person";
import { BoardStore } from "./store";
import { fromMs, toMs } from "./time";

/** Persons per page when a picture is handed on. */
const PAGE = 500;

/** What a tab knows of the board: the rows, the server's time, and the token from which a watch can go on. */
export class Picture {
  readonly store = new BoardStore();
  readonly clock = new ServerClock();
  /** The newest resume token; empty if there is none. */
  token: Uint8Array<ArrayBuffer> = new Uint8Array();
  #streamComplete = false;

  /** Whether the rows are a whole picture, not one that a stream is just drawing. */
  get isWhole(): boolean {
    return this.#streamComplete;
  }

  /** Forgets the token: the next stream starts anew. */
  forgetToken(): void {
    this.token = new Uint8Array();
  }

  /** A stream begins. */
  begin(): void {
    this.#streamComplete = false;
    this.store.begin();
  }

  /** Takes in one event of the stream. */
  take(response: WatchAdherenceResponse): void {
    this.store.apply(response);
    const { event } = response;
    if (event.case === "snapshotComplete") this.#streamComplete = true;
    if (event.case === "snapshotComplete" || event.case === "heartbeat") {
      if (event.value.serverTime !== undefined) this.clock.observe(toMs(event.value.serverTime));
    }
    if (event.case === "snapshotComplete" || event.case === "heartbeat" || event.case === "position") {
      // Before the stream is complete its tokens speak of a picture that is not here yet.
      if (this.#streamComplete && event.value.resumeToken.length > 0) {
        this.token = event.value.resumeToken as Uint8Array<ArrayBuffer>;
      }
    }
  }

  /** The picture as the events of a stream that a tab without one can take in. */
  *replay(): Generator<WatchAdherenceResponse> {
    const { rows, summary } = this.store;
    let people = [];
    for (const slot of rows.live()) {
      people.push(boardPerson(rows, slot));
      if (people.length === PAGE) {
        yield response({ case: "snapshot", value: { people } });
        people = [];
      }
    }
    yield response({ case: "snapshot", value: { people } });
    if (summary !== undefined) yield response({ case: "summary", value: summary });
    const serverTime = fromMs(this.clock.now());
    yield response({
      case: "snapshotComplete",
      value: { resumed: false, employeeIds: [], resumeToken: this.token, serverTime },
    });
  }
}

function response(
  event: NonNullable<Parameters<typeof create<typeof WatchAdherenceResponseSchema>>[1]>["event"],
): WatchAdherenceResponse {
  return create(WatchAdherenceResponseSchema, { event });
}
