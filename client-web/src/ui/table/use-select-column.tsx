import { useLingui } from "@lingui/react/macro";
import { Checkbox } from "@mantine/core";
import type { Column } from "./PagedTable";

interface Selection<Row> {
  /** All rows that are listed. */
  rows: Row[];
  keyOf: (row: Row) => string;
  /** Keys of the selected rows. */
  selected: Pick<ReadonlySet<string>, "has" | "size">;
  /** What the box of a row is called. */
  nameOf: (row: Row) => string;
  mark: (rows: Row[], on: boolean) => void;
  /** Why a row can't be selected, if so. */
  lockOf?: (row: Row) => string | undefined;
  /** Of the box of a row. */
  className?: string;
}

/** The column in which rows are selected, with a box for all of them. */
export function useSelectColumn<Row>(selection: Selection<Row>): Column<Row> {
  const { rows, keyOf, selected, nameOf, mark, lockOf, className } = selection;
  const { t } = useLingui();
  const free = lockOf ? rows.filter((row) => !lockOf(row)) : rows;
  const all = free.length > 0 && free.every((row) => selected.has(keyOf(row)));
  return {
    key: "select",
    title: (
      <Checkbox
        size="xs"
        aria-label={t`Select all that are listed`}
        checked={all}
        indeterminate={selected.size > 0 && !all}
        disabled={free.length === 0}
        onChange={(event) => mark(free, event.currentTarget.checked)}
      />
    ),
    width: "1%",
    cell: (row) => (
      <Checkbox
        size="xs"
        className={className}
        aria-label={nameOf(row)}
        checked={selected.has(keyOf(row))}
        disabled={lockOf?.(row) !== undefined}
        title={lockOf?.(row)}
        onChange={(event) => mark([row], event.currentTarget.checked)}
      />
    ),
  };
}
