import { useMemo } from "react";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { usePages } from "../../rpc/use-pages";

/** The account's groups, by name. */
export function useGroups() {
  const list = usePages(MappingService.method.listGroups, { pageSize: 1000 });
  const groups = useMemo(() => list.pages.flatMap((page) => page.groups), [list.pages]);
  return { groups, list };
}
