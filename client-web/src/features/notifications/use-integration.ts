import { useQuery } from "@connectrpc/connect-query";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";

/** The integration that a page belongs to. */
export function useIntegration(id: string) {
  const query = useQuery(IntegrationService.method.getIntegration, { id }, { staleTime: 30_000 });
  return { ...query, integration: query.data?.integration };
}
