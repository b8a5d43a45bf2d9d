import { useMemo } from "react";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { addDays } from "../../lib/zoned";
import { usePages } from "../../rpc/use-pages";
import { useWhole } from "../board/catalog";
import { weekRows } from "./week";

const PAGE_SIZE = 1_000;

/** The week of a planning unit: its employees by name, and what is scheduled for them. */
export function useWeek(unitId: string, monday: string) {
  const options = { enabled: unitId !== "" };
  const scope = { planningUnitIds: [unitId], pageSize: PAGE_SIZE };
  const week = { ...scope, startDate: monday, endDate: addDays(monday, 6) };
  const employeePages = useWhole(usePages(MappingService.method.listEmployees, scope, options));
  const schedulePages = useWhole(usePages(AdherenceService.method.listSchedule, week, options));
  const lists = [employeePages, schedulePages];
  const rows = useMemo(() => {
    const employees = employeePages.pages.flatMap((page) => page.employees);
    return weekRows(
      monday,
      employees,
      schedulePages.pages.flatMap((page) => page.days),
    );
  }, [employeePages.pages, schedulePages.pages, monday]);
  const failed = lists.find(({ error }) => error !== null);
  const isPending = lists.some((list) => list.isPending);
  return { rows, isPending, failed };
}
