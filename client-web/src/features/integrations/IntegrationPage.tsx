import { useQuery } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { usePages } from "../../rpc/use-pages";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import { Details } from "./Details";
import { HealthPanel } from "./health/HealthPanel";
import { useHealth } from "./health/use-health";
import { IntegrationActions } from "./IntegrationActions";
import classes from "./IntegrationPage.module.css";
import { ReceivedLinks } from "./ReceivedLinks";
import { SetupChecklist } from "./SetupChecklist";
import { StateBadge } from "./StateBadge";
import { UrlTokens } from "./UrlTokens";
import { useSetup } from "./use-setup";
import { hasWebService } from "./vendors";
import { WebServicePanel } from "./web-service/WebServicePanel";

const INTERVAL_MS = 3_000;

/** One integration: how it is doing, how far it has come, what it imports, its URL tokens. */
export function IntegrationPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: "/app/integrations/$id" });
  const query = useQuery(IntegrationService.method.getIntegration, { id }, { refetchInterval: INTERVAL_MS });
  const tokenList = usePages(
    IntegrationService.method.listUrlTokens,
    { integrationId: id },
    { intervalMs: INTERVAL_MS },
  );
  const tokens = useMemo(() => tokenList.pages.flatMap((page) => page.urlTokens), [tokenList.pages]);
  const integration = query.data?.integration;
  const health = useHealth(id);
  const setup = useSetup(integration, tokens, INTERVAL_MS);
  const back = { to: "/integrations", label: t`Integrations` } as const;
  if (!integration) {
    return (
      <Page title={t`Integration`} back={back}>
        {query.isError ? <Problem error={query.error} onRetry={() => query.refetch()} /> : <TableSkeleton rows={5} />}
      </Page>
    );
  }
  return (
    <Page
      title={integration.name}
      mark={<StateBadge integration={integration} />}
      actions={
        <IntegrationActions integration={integration} reload={async () => (await query.refetch()).data?.integration} />
      }
      back={back}
    >
      <div className={classes.columns}>
        <div className={classes.main}>
          <HealthPanel integration={integration} query={health} />
          <UrlTokens integration={integration} tokens={tokens} list={tokenList} />
          {hasWebService(integration.vendorId) && (
            <WebServicePanel integration={integration} health={health.data?.health?.webService} />
          )}
          <Details integration={integration} />
          <ReceivedLinks integration={integration} />
        </div>
        <SetupChecklist setup={setup} />
      </div>
    </Page>
  );
}
