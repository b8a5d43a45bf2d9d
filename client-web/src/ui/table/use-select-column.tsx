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
  /** Of the box of a row. */
  className?: string;
}

/** The column in which rows are selected, with a box for all of them. */
export function useSelectColumn<Row>({ rows, keyOf, selected, nameOf, mark, className }: Selection<Row>): Column<Row> {
  const { t } = useLingui();
  const all = rows.length > 0 && rows.every((row) => selected.has(keyOf(row)));
  return {
    key: "select",
    title: (
      <Checkbox
        size="xs"
        aria-label={t`Select all that are listed`}
        checked={all}
        indeterminate={selected.size > 0 && !all}
        onChange={(event) => mark(rows, event.currentTarget.checked)}
      />
    ),
    width: "1%",
    cell: (row) => (
      <Checkbox
        size="xs"
        className={className}
        aria-label={nameOf(row)}
        checked={selected.has(keyOf(row))}
        onChange={(event) => mark([row], event.currentTarget.checked)}
      />
    ),
  };
}
