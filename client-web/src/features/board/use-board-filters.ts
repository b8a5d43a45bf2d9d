import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import type { BoardQuery } from "../../live/view/query";
import { type BoardFilters, boardQuery, readFilters, writeFilters } from "./filters";

/** Changes some of the filters. */
export type ChangeFilters = (change: Partial<BoardFilters>) => void;

/** The filters in the address, and how to change them. */
export function useBoardFilters(): [BoardFilters, ChangeFilters] {
  const params: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const filters = useMemo(() => readFilters(params), [params]);
  const change = useCallback<ChangeFilters>(
    (part) => {
      const search = (current: Record<string, unknown>) => writeFilters({ ...readFilters(current), ...part });
      void navigate({ to: "/board", search, replace: true });
    },
    [navigate],
  );
  return [filters, change];
}

/** What the filters ask of the rows; the same object as long as they ask the same, so that no row moves for nothing. */
export function useBoardQuery(filters: BoardFilters): BoardQuery {
  const asked = JSON.stringify(writeFilters({ ...filters, person: "" }));
  return useMemo(() => boardQuery(readFilters(JSON.parse(asked))), [asked]);
}
