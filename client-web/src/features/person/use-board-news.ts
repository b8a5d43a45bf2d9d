import { useEffect } from "react";
import type { LiveBoard } from "../../live/board";
import { useLiveBoard } from "../board/use-live-board";

/** How often it is looked whether the board has news. */
const LOOK_MS = 1_000;

/** Calls `onNews` when the board says that a person changed; at most once a second. */
export function useBoardNews(employeeId: string, onNews: () => void): void {
  const board = useLiveBoard();
  useEffect(() => {
    let seen: number | undefined;
    const timer = setInterval(() => {
      const change = changeOf(board, employeeId);
      // The first picture counts as well: something may have happened since the day was asked for.
      if (change !== undefined && change !== seen) onNews();
      seen = change ?? seen;
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [board, employeeId, onNews]);
}

/** Which change of the board was the person's last; undefined if they are not on it. */
function changeOf({ picture }: LiveBoard, employeeId: string): number | undefined {
  const { rows } = picture.store;
  const slot = rows.slot(employeeId);
  return slot === undefined ? undefined : rows.columns.changed[slot];
}
