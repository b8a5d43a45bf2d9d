import { useMemo } from "react";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { usePages } from "../../rpc/use-pages";

/** The account's integrations by id. Empty as long as they are not known, or if the role does not include them. */
export function useIntegrationNames(): ReadonlyMap<string, string> {
  const { pages } = usePages(IntegrationService.method.listIntegrations, { pageSize: 1000 });
  return useMemo(() => new Map(pages.flatMap((page) => page.integrations).map(({ id, name }) => [id, name])), [pages]);
}
