import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useId, useState } from "react";
import type { IntegrationHealth } from "../../../gen/kadans/v1/integration_health_pb";
import type { Integration } from "../../../gen/kadans/v1/integration_pb";
import { Instant } from "../../../ui/Instant";
import { TableSkeleton } from "../../../ui/PageSkeleton";
import { Panel } from "../../../ui/Panel";
import { Problem } from "../../../ui/Problem";
import { RelativeTime } from "../../../ui/RelativeTime";
import { Detail, DetailList } from "../DetailList";
import { NextStepLink } from "../NextStepLink";
import { progressOf, progressSince } from "../names";
import { credentialOf } from "../vendors";
import { HealthChart } from "./HealthChart";
import { HealthTable } from "./HealthTable";
import { dayOf } from "./steps";
import type { useHealth } from "./use-health";
import { useAdvice } from "./words";

interface Props {
  integration: Integration;
  query: ReturnType<typeof useHealth>;
}

/** What an integration is doing, since when, and what arrived in the last 24 hours. */
export function HealthPanel({ integration, query }: Props) {
  const { t } = useLingui();
  const advice = useAdvice(credentialOf(integration.vendorId) === "key")[progressOf(integration)];
  const since = progressSince(integration);
  const { timeZone, lastNotificationTime } = integration;
  const health = query.data?.health;
  return (
    <Panel title={t`Health`} lead={t`What arrived in the last 24 hours, anew every 15 seconds.`}>
      <Text size="sm" mb="sm">
        {advice} <NextStepLink integration={integration} />
      </Text>
      <DetailList>
        {since && (
          <Detail term={t`In this state since`}>
            <Instant time={since} zone={timeZone} />
          </Detail>
        )}
        <Detail term={t`Last notification`}>
          {lastNotificationTime ? (
            <RelativeTime time={lastNotificationTime} zone={timeZone} />
          ) : (
            <Trans>None yet</Trans>
          )}
        </Detail>
        {health?.newestStateTime && (
          <Detail term={t`Newest state is from`}>
            <RelativeTime time={health.newestStateTime} zone={timeZone} />
          </Detail>
        )}
      </DetailList>
      {health ? (
        <Figures health={health} zone={timeZone} />
      ) : query.isError ? (
        <Problem error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <TableSkeleton rows={3} />
      )}
    </Panel>
  );
}

function Figures({ health, zone }: { health: IntegrationHealth; zone: string }) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const day = dayOf(health, Date.now());
  return (
    <>
      {day.steps.length > 0 ? (
        <>
          <HealthChart day={day} zone={zone} />
          <Button
            variant="subtle"
            size="compact-sm"
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
          >
            {open ? <Trans>Hide the table</Trans> : <Trans>Show as a table</Trans>}
          </Button>
          <div id={id}>{open && <HealthTable day={day} zone={zone} />}</div>
        </>
      ) : (
        <Text size="sm" c="dimmed">
          <Trans>Nothing arrived in the last 24 hours.</Trans>
        </Text>
      )}
    </>
  );
}
