import { useQuery } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import { FeedPage } from "../notifications/FeedPage";
import { ReplayPanel } from "../replay/ReplayPanel";
import { useReplay } from "../replay/use-replay";
import { AcceptedPanel } from "./AcceptedPanel";
import { ReasonPanel } from "./ReasonPanel";

const INTERVAL_MS = 5_000;

/** What could not be read, by reason, and reading anew what is kept. */
export function QuarantinePage() {
  const { t } = useLingui();
  const { id } = useParams({ from: "/app/integrations/$id/quarantine" });
  return (
    <FeedPage
      id={id}
      title={t`Set aside`}
      lead={t`What could not be read is kept here. Once the format is corrected, read it anew: its states take effect at their own time, for the past as well.`}
    >
      {(integration) => <Quarantine integration={integration} />}
    </FeedPage>
  );
}

function Quarantine({ integration }: { integration: Integration }) {
  const { id } = integration;
  const replay = useReplay(id);
  const query = useQuery(
    IntegrationService.method.listQuarantine,
    { integrationId: id },
    { refetchInterval: INTERVAL_MS },
  );
  return (
    <>
      <ReplayPanel replay={replay} />
      {query.data ? (
        <ReasonPanel integration={integration} quarantine={query.data} replay={replay} />
      ) : query.isError ? (
        <Problem error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <TableSkeleton />
      )}
      <AcceptedPanel integration={integration} replay={replay} />
    </>
  );
}
