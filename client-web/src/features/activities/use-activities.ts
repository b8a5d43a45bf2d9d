import { useMemo } from "react";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { usePages } from "../../rpc/use-pages";

/** The account's activities, the built-in ones first, then by name. */
export function useActivities() {
  const list = usePages(MappingService.method.listActivities, { pageSize: 1000 });
  const activities = useMemo(() => list.pages.flatMap((page) => page.activities), [list.pages]);
  const byId = useMemo(() => new Map(activities.map((activity) => [activity.id, activity])), [activities]);
  return { list, activities, byId };
}
