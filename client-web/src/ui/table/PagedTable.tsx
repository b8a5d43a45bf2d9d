import { Trans } from "@lingui/react/macro";
import { Button, Table } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./PagedTable.module.css";

/** A column of a table. */
export interface Column<Row> {
  key: string;
  title: ReactNode;
  /** CSS width; the rest is shared by columns without one. */
  width?: string;
  cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  /** What the table lists, for assistive technology. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** How many rows there are in all, loaded or not. */
  total?: number;
  hasMore?: boolean;
  loadingMore?: boolean;
  onMore?: () => void;
}

const ROW_HEIGHT = 46;
/** With fewer rows the whole table is cheaper than measuring it. */
const VIRTUAL_FROM = 80;

/** A table that loads on as it is scrolled, and holds only the rows in sight once there are many. */
export function PagedTable<Row>(props: Props<Row>) {
  const { label, columns, rows, rowKey, total, hasMore = false, loadingMore = false, onMore } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = rows.length >= VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: virtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rowKey(rows[index] as Row),
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const shown = virtual
    ? items.map(({ index }) => ({ index, row: rows[index] as Row }))
    : rows.map((row, index) => ({ index, row }));
  const above = virtual ? (items[0]?.start ?? 0) : 0;
  const below = virtual ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const last = items.at(-1)?.index ?? 0;

  useEffect(() => {
    if (virtual && hasMore && !loadingMore && last >= rows.length - 20) onMore?.();
  }, [virtual, hasMore, loadingMore, last, rows.length, onMore]);

  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <section ref={scroller} className={classes.scroller} aria-label={label} tabIndex={0}>
        <Table className={classes.table} aria-rowcount={(total ?? rows.length) + 1} stickyHeader highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ key, title, width }) => (
                <Table.Th key={key} scope="col" w={width}>
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {above > 0 && <Spacer height={above} />}
            {shown.map(({ index, row }) => (
              <Table.Tr
                key={rowKey(row)}
                ref={virtual ? virtualizer.measureElement : undefined}
                data-index={index}
                aria-rowindex={index + 2}
              >
                {columns.map(({ key, cell }) => (
                  <Table.Td key={key}>{cell(row)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
            {below > 0 && <Spacer height={below} />}
          </Table.Tbody>
        </Table>
      </section>
      {hasMore && (
        <div className={classes.more}>
          <Button variant="subtle" size="xs" onClick={onMore} loading={loadingMore}>
            <Trans>Load more</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}

/** Stands for the rows out of sight. */
function Spacer({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without cells to go to
    <tr aria-hidden="true">
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}
