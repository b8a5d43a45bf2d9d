import { useQuery } from "@connectrpc/connect-query";
import { keepPreviousData } from "@tanstack/react-query";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";

const SHOWN = 50;

/** Employees whose name, e-mail, number or external user contains a text; asked for only while `active`. */
export function useEmployeeSearch(search: string, active: boolean) {
  return useQuery(
    MappingService.method.listEmployees,
    { search, pageSize: SHOWN },
    { enabled: active, placeholderData: keepPreviousData },
  );
}
