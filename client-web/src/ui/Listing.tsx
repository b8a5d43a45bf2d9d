import type { ReactNode } from "react";
import { TableSkeleton } from "./PageSkeleton";
import { Problem } from "./Problem";
import { type Column, PagedTable } from "./table/PagedTable";

interface Props<Row> {
  /** What is listed, for assistive technology. */
  label: string;
  list: {
    isPending: boolean;
    isError: boolean;
    error: unknown;
    refetch: () => unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => unknown;
  };
  rows: Row[];
  rowKey: (row: Row) => string;
  columns: Column<Row>[];
  total?: number;
  /** Shown if there are no rows. */
  empty: ReactNode;
}

/** A list from the server in each of its states: loading, failed, empty, rows. */
export function Listing<Row>({ label, list, rows, rowKey, columns, total, empty }: Props<Row>) {
  if (list.isPending) return <TableSkeleton />;
  if (list.isError && rows.length === 0) return <Problem error={list.error} onRetry={() => list.refetch()} />;
  if (rows.length === 0) return empty;
  return (
    <PagedTable
      label={label}
      columns={columns}
      rows={rows}
      rowKey={rowKey}
      total={total}
      hasMore={list.hasNextPage}
      loadingMore={list.isFetchingNextPage}
      onMore={list.fetchNextPage}
    />
  );
}
