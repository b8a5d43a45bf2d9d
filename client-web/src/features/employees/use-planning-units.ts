import { useMemo } from "react";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { usePages } from "../../rpc/use-pages";

/** The planning units that the person may see, by name. */
export function usePlanningUnits() {
  const list = usePages(MappingService.method.listPlanningUnits, { pageSize: 1000 });
  const units = useMemo(() => list.pages.flatMap((page) => page.planningUnits), [list.pages]);
  return { units, list, isPending: list.isPending };
}
