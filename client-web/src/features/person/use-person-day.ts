import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "react";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { isToday, readDay } from "./day";

/** How often a day that goes on is asked for anew, whatever the board says. */
const REFETCH_MS = 30_000;

/** A person's day. @param date local day as `yyyy-mm-dd`; today if undefined */
export function usePersonDay(employeeId: string, date: string | undefined) {
  const query = useQuery(
    AdherenceService.method.getPersonAdherence,
    { employeeId, date: date ?? "" },
    {
      placeholderData: keepPreviousData,
      refetchInterval: ({ state }) => (state.data && isToday(readDay(state.data)) ? REFETCH_MS : false),
    },
  );
  const day = useMemo(() => query.data && readDay(query.data), [query.data]);
  return { ...query, day, live: day !== undefined && isToday(day) };
}
