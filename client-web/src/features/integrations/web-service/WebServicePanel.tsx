import { Trans, useLingui } from "@lingui/react/macro";
import { Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { Integration } from "../../../gen/kadans/v1/integration_pb";
import { type WebServiceHealth, WebServiceState } from "../../../gen/kadans/v1/web_service_pb";
import { Instant } from "../../../ui/Instant";
import { IconAlert, IconCheck, IconClock } from "../../../ui/icons";
import { TextLink } from "../../../ui/links";
import { Notice } from "../../../ui/Notice";
import { Panel } from "../../../ui/Panel";
import type { StatusTone } from "../../../ui/status";
import { Tag } from "../../../ui/Tag";
import { Detail, DetailList } from "../DetailList";
import { useFailureWords, useWebServiceStates } from "./words";

interface Props {
  integration: Integration;
  /** Absent until known. */
  health: WebServiceHealth | undefined;
}

/** Where the types of breaks come from, whether that works, and what is to be done with them. */
export function WebServicePanel({ integration: { id, webService, timeZone }, health }: Props) {
  const { t } = useLingui();
  if (!webService) {
    return (
      <Panel title={t`Break details`}>
        <Text size="sm">
          <Trans>
            Detailed break agent statuses are not imported. If notifications do not name the type of a break, edit the
            integration and give access to Odigo’s web service.
          </Trans>
        </Text>
      </Panel>
    );
  }
  return (
    <Panel title={t`Break details`} lead={t`Detailed break agent statuses are imported from Odigo’s web service.`}>
      <DetailList>
        <Detail term={t`Odigo URL`}>{webService.url}</Detail>
        <Detail term={t`Username`}>{webService.username}</Detail>
        <Detail term={t`Password`}>
          {webService.hasPassword ? <Trans>Stored; it is never shown</Trans> : <Trans>Not stored</Trans>}
        </Detail>
        {health && (
          <Detail term={t`Web service`}>
            <State health={health} zone={timeZone} />
          </Detail>
        )}
      </DetailList>
      {health && <LastFailure health={health} zone={timeZone} />}
      <Text size="sm" mt="sm">
        <Trans>A new break type counts as its base status is mapped, until it is mapped itself.</Trans>{" "}
        <TextLink to="/activities" search={{ tab: "statuses", integration: id }} size="sm" underline="always">
          {t`Look at the external statuses`}
        </TextLink>
      </Text>
    </Panel>
  );
}

function State({ health: { state, sinceTime }, zone }: { health: WebServiceHealth; zone: string }) {
  const names = useWebServiceStates();
  const { tone, icon } = lookOf(state);
  return (
    <Group gap="xs">
      <Tag tone={tone} icon={icon}>
        {names[state] ?? names[WebServiceState.UNSPECIFIED]}
      </Tag>
      {sinceTime && (
        <Text size="sm" c="dimmed">
          <Trans>
            since <Instant time={sinceTime} zone={zone} />
          </Trans>
        </Text>
      )}
    </Group>
  );
}

function lookOf(state: WebServiceState): { tone: StatusTone; icon: ReactNode } {
  switch (state) {
    case WebServiceState.ANSWERING:
      return { tone: "in", icon: <IconCheck size={13} /> };
    case WebServiceState.FAILING:
    case WebServiceState.SUSPENDED:
      return { tone: "not-present", icon: <IconAlert size={13} /> };
    default:
      return { tone: "unknown", icon: <IconClock size={13} /> };
  }
}

/** What failed last and what to do, as long as it fails. */
function LastFailure({ health, zone }: { health: WebServiceHealth; zone: string }) {
  const { title, advice } = useFailureWords()(health.lastFailure);
  const { state, lastFailureTime } = health;
  if (!lastFailureTime || (state !== WebServiceState.FAILING && state !== WebServiceState.SUSPENDED)) return null;
  return (
    <Notice tone="wrong-activity" title={title} mt="sm">
      {advice}{" "}
      <Trans>
        It failed last on <Instant time={lastFailureTime} zone={zone} />. Until it answers, breaks are imported without
        their type; no notification is lost.
      </Trans>
    </Notice>
  );
}
