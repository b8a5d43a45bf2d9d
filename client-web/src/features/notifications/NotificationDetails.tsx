import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { CapturedNotification } from "../../gen/kadans/v1/captured_notification_pb";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { useFormat } from "../../lib/format";
import { Instant } from "../../ui/Instant";
import { IconHistory } from "../../ui/icons";
import { Notice } from "../../ui/Notice";
import { isDuplicate } from "./duplicate";
import classes from "./notifications.module.css";
import { OutcomeTag } from "./OutcomeTag";
import { RawText } from "./RawText";
import { useReasonText } from "./reason-texts";
import { useReasonName } from "./reasons";
import { StateCard } from "./StateCard";

interface Props {
  integration: Integration;
  notification: CapturedNotification;
  /** Absent if it can't be read anew. */
  onReplay?: () => void;
}

/** A notification as it came, and as it was read. */
export function NotificationDetails({ integration, notification, onReplay }: Props) {
  const { t } = useLingui();
  const { receivedTime, outcome, replayTime, states, isRawDeleted } = notification;
  const zone = integration.timeZone;
  return (
    <Stack gap="md">
      <Group gap="sm" justify="space-between">
        <OutcomeTag outcome={outcome} />
        {onReplay && !isRawDeleted && (
          <Button size="xs" variant="default" leftSection={<IconHistory size={14} />} onClick={onReplay}>
            <Trans>Replay this one</Trans>
          </Button>
        )}
      </Group>
      <dl className={classes.facts}>
        {receivedTime && (
          <Fact term={t`Received`}>
            <Instant time={receivedTime} zone={zone} />
          </Fact>
        )}
        {replayTime && (
          <Fact term={t`Read anew`}>
            <Instant time={replayTime} zone={zone} />
          </Fact>
        )}
        <Request notification={notification} />
      </dl>
      {isDuplicate(notification) && (
        <Notice tone="not-scheduled" title={t`Duplicate: was stored already`}>
          <Trans>All that it says had come in before, so it changed nothing.</Trans>
        </Notice>
      )}
      <Unreadable notification={notification} />
      {states.length > 0 && (
        <Section title={plural(states.length, { one: "# state was read", other: "# states were read" })}>
          {states.map((state) => (
            <StateCard key={state.index} state={state} zone={zone} />
          ))}
        </Section>
      )}
      <Section title={t`Raw text`}>
        <Raw notification={notification} integration={integration} />
      </Section>
    </Stack>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack component="section" gap="xs">
      <Title order={3} size="h5">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

function Request({ notification: { method, contentType, bodySize } }: { notification: CapturedNotification }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <>
      <Fact term={t`Method`}>{method || t`not over HTTP`}</Fact>
      <Fact term={t`Content type`}>{contentType || "–"}</Fact>
      <Fact term={t`Size of the body`}>{format.bytes(bodySize)}</Fact>
    </>
  );
}

/** What could not be read, and what to do about it. */
function Unreadable({ notification: { unreadableItems } }: { notification: CapturedNotification }) {
  const { t } = useLingui();
  const reasonName = useReasonName();
  const reasonText = useReasonText();
  if (unreadableItems.length === 0) return null;
  return (
    <Notice tone="not-present" title={t`What could not be read`}>
      <Stack gap="xs">
        {unreadableItems.map((item) => {
          const place = item.index + 1;
          return (
            <div key={`${item.index} ${item.code}`}>
              <Text size="sm" fw={600}>
                {unreadableItems.length > 1 && `${t`Item ${place}:`} `}
                {reasonName(item.code)}
              </Text>
              <Text size="sm">{reasonText(item)}</Text>
            </div>
          );
        })}
      </Stack>
    </Notice>
  );
}

function Raw({ notification, integration: { rawRetention } }: Omit<Props, "onReplay">) {
  const { t } = useLingui();
  const format = useFormat();
  const { isRawDeleted, query, body, unreadableItems } = notification;
  // What can't be read is kept for a time of its own, which is told where it is set aside.
  const kept = unreadableItems.length === 0 && rawRetention && format.span(Number(rawRetention.seconds));
  if (isRawDeleted) {
    return (
      <Text size="sm" c="dimmed">
        {kept ? t`The raw text was deleted after ${kept}.` : t`The raw text was deleted.`}
      </Text>
    );
  }
  return (
    <>
      {query && <RawText label={t`Query`} text={query} />}
      {(body || !query) && <RawText label={t`Body`} text={body} />}
      {kept && (
        <Text size="xs" c="dimmed">
          {t`The raw text is deleted after ${kept}; that of the newest 200 notifications is kept longer.`}
        </Text>
      )}
    </>
  );
}
