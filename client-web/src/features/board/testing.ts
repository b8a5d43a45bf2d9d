import { createClient, createRouterTransport } from "@connectrpc/connect";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { LiveBoard } from "../../live/board";
import type { Person } from "../../live/testing/events";
import { changes, complete, snapshot } from "../../live/testing/events";
import { WORDS } from "../../live/testing/words";
import { Lexicon } from "../../live/view/lexicon";
import { ClockFormat } from "./grid/format";
import type { RowLooks } from "./grid/row-writer";

/** A board with people on it that no server changes: a test does. */
export function boardWith(...people: Person[]): LiveBoard {
  const client = createClient(
    AdherenceService,
    createRouterTransport(() => {}),
  );
  const board = new LiveBoard({
    client,
    refreshSession: async () => true,
    wake: () => () => {},
    isWatched: () => true,
    locks: undefined,
    userId: "ana",
  });
  board.picture.begin();
  board.picture.take(snapshot(...people));
  board.picture.take(complete("t1"));
  return board;
}

/** Changes people on a board. */
export function change({ picture }: LiveBoard, ...people: Person[]): void {
  picture.take(changes(...people));
}

/** English looks, times in UTC, a grey dot for each activity. */
export function looksOf({ picture }: LiveBoard): RowLooks {
  return {
    lexicon: new Lexicon(picture.store.rows, WORDS),
    clock: new ClockFormat("en-GB"),
    color: () => "#868e96",
    zone: () => "UTC",
    showZones: false,
    until: (time) => `until ${time}`,
  };
}
