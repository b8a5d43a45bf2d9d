import { Trans, useLingui } from "@lingui/react/macro";
import { Badge, Group, Text } from "@mantine/core";
import { useMemo } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { WebServiceState } from "../../gen/kadans/v1/web_service_pb";
import { usePages } from "../../rpc/use-pages";
import { EmptyState } from "../../ui/EmptyState";
import { Instant } from "../../ui/Instant";
import { IconPlug, IconPlus } from "../../ui/icons";
import { ButtonLink, TextLink } from "../../ui/links";
import { Page } from "../../ui/Page";
import { TableSkeleton } from "../../ui/PageSkeleton";
import { Problem } from "../../ui/Problem";
import { RelativeTime } from "../../ui/RelativeTime";
import { type Column, PagedTable } from "../../ui/table/PagedTable";
import { Lately } from "./Lately";
import { NextStepLink } from "./NextStepLink";
import { progressSince, useDataTypeName } from "./names";
import { StateBadge } from "./StateBadge";
import { useWebServiceStates } from "./web-service/words";

/** The account's integrations. */
export function IntegrationsPage() {
  const { t } = useLingui();
  const list = usePages(IntegrationService.method.listIntegrations, {}, { intervalMs: 5_000 });
  const integrations = useMemo(() => list.pages.flatMap((page) => page.integrations), [list.pages]);
  const columns = useColumns();
  const add = (
    <ButtonLink to="/integrations/new" leftSection={<IconPlus size={16} />}>
      <Trans>Add integration</Trans>
    </ButtonLink>
  );
  return (
    <Page
      title={t`Integrations`}
      lead={t`Telephone systems that tell Kadans what agents are doing.`}
      actions={integrations.length > 0 && add}
    >
      {list.isPending ? (
        <TableSkeleton rows={3} />
      ) : list.isError && integrations.length === 0 ? (
        <Problem error={list.error} onRetry={() => list.refetch()} />
      ) : integrations.length === 0 ? (
        <EmptyState icon={<IconPlug size={26} />} title={t`No telephone system is connected yet`} action={add}>
          <Trans>
            Choose your telephone system, give the integration a name, and generate a URL for its notifications.
          </Trans>
        </EmptyState>
      ) : (
        <PagedTable
          label={t`Integrations`}
          columns={columns}
          rows={integrations}
          rowKey={({ id }) => id}
          hasMore={list.hasNextPage}
          loadingMore={list.isFetchingNextPage}
          onMore={list.fetchNextPage}
        />
      )}
    </Page>
  );
}

function useColumns(): Column<Integration>[] {
  const { t } = useLingui();
  const dataTypeName = useDataTypeName();
  return [
    {
      key: "name",
      title: t`Name`,
      cell: ({ id, name }) => (
        <TextLink to="/integrations/$id" params={{ id }} fw={600} size="sm">
          {name}
        </TextLink>
      ),
    },
    { key: "state", title: t`Status`, cell: (integration) => <State integration={integration} /> },
    {
      key: "dataTypes",
      title: t`Data types`,
      cell: ({ dataTypes }) => (
        <Group gap={4}>
          {dataTypes.map((type) => (
            <Badge key={type} color="gray">
              {dataTypeName(type, "short")}
            </Badge>
          ))}
        </Group>
      ),
    },
    {
      key: "last",
      title: t`Last notification`,
      cell: ({ lastNotificationTime, timeZone }) =>
        lastNotificationTime ? (
          <RelativeTime time={lastNotificationTime} zone={timeZone} />
        ) : (
          <Text size="sm" c="dimmed">
            <Trans>None yet</Trans>
          </Text>
        ),
    },
    {
      key: "newest",
      title: t`Newest state is from`,
      cell: ({ healthSummary, timeZone }) =>
        healthSummary?.newestStateTime ? <RelativeTime time={healthSummary.newestStateTime} zone={timeZone} /> : "–",
    },
    { key: "lately", title: t`Last 10 minutes`, cell: (integration) => <Lately integration={integration} /> },
    { key: "zone", title: t`Time zone`, cell: ({ timeZone }) => timeZone },
  ];
}

/** That the web service does not tell the types of breaks, if so. */
function WebServiceTrouble({ integration }: { integration: Integration }) {
  const states = useWebServiceStates();
  const state = integration.healthSummary?.webService?.state;
  if (state !== WebServiceState.FAILING && state !== WebServiceState.SUSPENDED) return null;
  const word = states[state];
  return (
    <Text size="xs" c="var(--kd-not-present-text)" mt={2}>
      <Trans>Web service: {word}</Trans>
    </Text>
  );
}

/** What an integration is doing, since when, and where to see to it. */
function State({ integration }: { integration: Integration }) {
  const since = progressSince(integration);
  return (
    <>
      <StateBadge integration={integration} />
      {since && (
        <Text size="xs" c="dimmed" mt={2}>
          <Trans>
            since <Instant time={since} zone={integration.timeZone} />
          </Trans>
        </Text>
      )}
      <NextStepLink integration={integration} />
      <WebServiceTrouble integration={integration} />
    </>
  );
}
