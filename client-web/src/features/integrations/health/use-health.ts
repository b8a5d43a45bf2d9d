import { useQuery } from "@connectrpc/connect-query";
import { IntegrationService } from "../../../gen/kadans/v1/integration_service_pb";

const INTERVAL_MS = 15_000;

/** How an integration has been doing; asked anew while the page is visible. */
export function useHealth(id: string) {
  return useQuery(IntegrationService.method.getIntegrationHealth, { id }, { refetchInterval: INTERVAL_MS });
}
