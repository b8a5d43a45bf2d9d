import { useEffect, useMemo } from "react";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import type { Group } from "../../gen/kadans/v1/group_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import type { PlanningUnit } from "../../gen/kadans/v1/planning_unit_pb";
import { usePages } from "../../rpc/use-pages";
import type { Figures } from "./engine";

/** The account's activities and groups, and the planning units that the user may see, by id. */
export interface Catalog {
  activities: ReadonlyMap<string, Activity>;
  units: ReadonlyMap<string, PlanningUnit>;
  groups: ReadonlyMap<string, Group>;
}

/** The catalog, and how to ask for it anew. */
export function useCatalog() {
  const activityList = useWhole(usePages(MappingService.method.listActivities, { pageSize: 1000 }));
  const unitList = useWhole(usePages(MappingService.method.listPlanningUnits, { pageSize: 1000 }));
  const groupList = useWhole(usePages(MappingService.method.listGroups, { pageSize: 1000 }));
  const activities = useMemo(() => byId(activityList.pages.flatMap((page) => page.activities)), [activityList.pages]);
  const units = useMemo(() => byId(unitList.pages.flatMap((page) => page.planningUnits)), [unitList.pages]);
  const groups = useMemo(() => byId(groupList.pages.flatMap((page) => page.groups)), [groupList.pages]);
  const catalog = useMemo<Catalog>(() => ({ activities, units, groups }), [activities, units, groups]);
  const failed = [activityList, unitList, groupList].find(({ error }) => error !== null);
  const isPending = activityList.isPending || unitList.isPending;
  return { catalog, isPending, failed, refetchActivities: activityList.refetch };
}

/** Asks for the activities anew when somebody does one that did not exist before. */
export function useNewActivities(figures: Figures | undefined, { activities }: Catalog, refetch: () => unknown): void {
  const unknown = figures?.overview.activities.find(({ id }) => !activities.has(id))?.id;
  const isLoaded = activities.size > 0;
  useEffect(() => {
    if (isLoaded && unknown !== undefined) refetch();
  }, [isLoaded, unknown, refetch]);
}

/** Goes on to the last page of a list. */
export function useWhole<
  List extends Pick<ReturnType<typeof usePages>, "hasNextPage" | "isFetching" | "fetchNextPage">,
>(list: List): List {
  const { hasNextPage, isFetching, fetchNextPage } = list;
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  return list;
}

function byId<Item extends { id: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
