import { useEffect, useMemo } from "react";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { usePages } from "../../rpc/use-pages";
import { type NearMisses, nearMisses } from "./near-miss";

const MINUTE_MS = 60_000;

/** Whom identifiers nearly name; asks for all employees, so only while there is something to compare. */
export function useNearMisses(enabled: boolean): NearMisses {
  const { pages, hasNextPage, isFetchingNextPage, fetchNextPage } = usePages(
    MappingService.method.listEmployees,
    { pageSize: 1000 },
    { enabled, staleMs: MINUTE_MS },
  );
  useEffect(() => {
    if (enabled && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [enabled, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return useMemo(() => nearMisses(pages.flatMap((page) => page.employees)), [pages]);
}
