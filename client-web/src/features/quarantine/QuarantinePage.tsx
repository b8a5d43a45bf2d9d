import { useQuery } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import { hasFormat } from "../integrations/vendors";
import { FeedPage } from "../notifications/FeedPage";
import { ReplayPanel } from "../replay/ReplayPanel";
import { useReplay } from "../replay/use-replay";
import { AcceptedPanel } from "./AcceptedPanel";
import { PushedReasons } from "./PushedReasons";
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
      lead={({ vendorId }) =>
        hasFormat(vendorId)
          ? t`What could not be read is kept here. Once the format is corrected, read it anew: its states take effect at their own time, for the past as well.`
          : t`What could not be read is kept here, with the reason. Correct it in the system that sends it, and send it again.`
      }
    >
      {(integration) => <Quarantine integration={integration} />}
    </FeedPage>
  );
}

function Quarantine({ integration }: { integration: Integration }) {
  const { id, vendorId } = integration;
  const query = useQuery(
    IntegrationService.method.listQuarantine,
    { integrationId: id },
    { refetchInterval: INTERVAL_MS },
  );
  const replay = useReplay(id);
  const listed = query.data ? (
    hasFormat(vendorId) ? (
      <ReasonPanel integration={integration} quarantine={query.data} replay={replay} />
    ) : (
      <PushedReasons integration={integration} quarantine={query.data} />
    )
  ) : query.isError ? (
    <Problem error={query.error} onRetry={() => query.refetch()} />
  ) : (
    <TableSkeleton />
  );
  if (!hasFormat(vendorId)) return listed;
  return (
    <>
      <ReplayPanel replay={replay} />
      {listed}
      <AcceptedPanel integration={integration} replay={replay} />
    </>
  );
}
