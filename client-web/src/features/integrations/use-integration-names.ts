import { useMemo } from "react";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { usePages } from "../../rpc/use-pages";
import { hasFormat } from "./vendors";

/** The account's integrations by id. Empty as long as they are not known, or if the role does not include them. */
export function useIntegrationNames(): ReadonlyMap<string, string> {
  const integrations = useIntegrations();
  return useMemo(() => new Map(integrations.map(({ id, name }) => [id, name])), [integrations]);
}

/** Ids of the integrations that read what they receive by a format. Empty as long as they are not known. */
export function useIntegrationsWithFormat(): ReadonlySet<string> {
  const integrations = useIntegrations();
  return useMemo(
    () => new Set(integrations.filter(({ vendorId }) => hasFormat(vendorId)).map(({ id }) => id)),
    [integrations],
  );
}

function useIntegrations() {
  const { pages } = usePages(IntegrationService.method.listIntegrations, { pageSize: 1000 });
  return useMemo(() => pages.flatMap((page) => page.integrations), [pages]);
}
