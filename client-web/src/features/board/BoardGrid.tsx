// biome-ignore-all lint/a11y/useSemanticElements: rows outside the view have no elements, so no table can hold them
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and points to the active row
import { useLingui } from "@lingui/react/macro";
import { type CSSProperties, memo, useEffect, useRef } from "react";
import { COLUMNS, type Column, type Sort } from "../../live/view/query";
import type { BoardEngine } from "./engine";
import css from "./grid/grid.module.css";
import { GridController, ROW_REM } from "./grid/grid-controller";
import { useColumnWords } from "./use-status-words";

interface Props {
  engine: BoardEngine;
  sort: Sort;
  stale: boolean;
  onSort: (sort: Sort) => void;
  onOpen: (employeeId: string) => void;
  /** Opens the day of a person, whose name was chosen. */
  onName: (employeeId: string) => void;
}

/** The table of people. React draws the headings; the rows are painted past it, frame by frame. */
export const BoardGrid = memo(function BoardGrid({ engine, sort, stale, onSort, onOpen, onName }: Props) {
  const { t } = useLingui();
  const grid = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const actions = useRef({ onOpen, onName });
  useEffect(() => {
    actions.current = { onOpen, onName };
  }, [onOpen, onName]);

  useEffect(() => {
    if (!grid.current || !head.current || !body.current) return;
    const elements = { grid: grid.current, head: head.current, body: body.current };
    const controller = new GridController(engine, elements, {
      onOpen: (id) => actions.current.onOpen(id),
      onName: (id) => actions.current.onName(id),
    });
    controller.start();
    return () => controller.stop();
  }, [engine]);

  return (
    <div
      ref={grid}
      role="grid"
      className={css.grid}
      tabIndex={0}
      aria-label={t`Agent table`}
      aria-colcount={COLUMNS.length}
      data-stale={stale || undefined}
      style={{ "--board-row": `${ROW_REM}rem` } as CSSProperties}
    >
      <div ref={head} role="rowgroup" className={css.head}>
        <div role="row" aria-rowindex={1} className={css.headRow}>
          {COLUMNS.map((column) => (
            <Heading key={column} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
      </div>
      <div ref={body} role="rowgroup" className={css.body} />
    </div>
  );
});

/** A heading; choosing it sorts by its column, choosing it again the other way round. */
function Heading({ column, sort, onSort }: { column: Column; sort: Sort; onSort: Props["onSort"] }) {
  const words = useColumnWords();
  const isSorted = sort.column === column;
  const direction = sort.descending ? "descending" : "ascending";
  return (
    <div
      role="columnheader"
      aria-colindex={COLUMNS.indexOf(column) + 1}
      aria-sort={isSorted ? direction : "none"}
      className={`${css.cell} ${css[column]}`}
    >
      <button
        type="button"
        className={css.heading}
        onClick={() => onSort({ column, descending: isSorted ? !sort.descending : startsDescending(column) })}
      >
        <span>{words[column]}</span>
        <svg viewBox="0 0 8 8" aria-hidden="true" className={css.arrow} data-direction={isSorted ? direction : "none"}>
          <path d="M4 1 7.2 6.5H.8Z" />
        </svg>
      </button>
    </div>
  );
}

/** Of durations the longest are what is looked for. */
function startsDescending(column: Column): boolean {
  return column === "out" || column === "current";
}
