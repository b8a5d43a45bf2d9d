import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import type { LiveBoard } from "../../live/board";
import type { BoardQuery } from "../../live/view/query";
import { BoardEngine, type Figures } from "./engine";
import type { RowLooks } from "./grid/row-writer";

/** The engine of the page: it outlives changes of the query, the words and the pause. */
export function useEngine(board: LiveBoard, query: BoardQuery, looks: RowLooks, paused: boolean): BoardEngine {
  const first = useRef({ query, looks });
  const engine = useMemo(() => new BoardEngine(board, first.current.query, first.current.looks), [board]);
  useEffect(() => engine.setQuery(query), [engine, query]);
  useEffect(() => engine.setLooks(looks), [engine, looks]);
  useEffect(() => engine.pause(paused), [engine, paused]);
  return engine;
}

/** The figures around the list; undefined before the first frame. */
export function useFigures(engine: BoardEngine): Figures | undefined {
  return useSyncExternalStore(engine.subscribe, engine.figures);
}

/** One of the figures; renders anew only when that one changes. @param select reads a plain value */
export function useFigure<Value extends string | number | boolean | undefined>(
  engine: BoardEngine,
  select: (figures: Figures | undefined) => Value,
): Value {
  return useSyncExternalStore(engine.subscribe, () => select(engine.figures()));
}
