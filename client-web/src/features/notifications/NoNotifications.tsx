import { Trans, useLingui } from "@lingui/react/macro";
import { Code, Stack, Text } from "@mantine/core";
import { EmptyState } from "../../ui/EmptyState";
import { IconPulse } from "../../ui/icons";
import { ButtonLink } from "../../ui/links";
import classes from "./notifications.module.css";

/** Nothing has come in yet: how to make something come in. */
export function NoNotifications({ integrationId }: { integrationId: string }) {
  const { t } = useLingui();
  const line = `curl -d 'agentId=jdoe&state=AVAILABLE' '${t`NOTIFICATION URL`}'`;
  return (
    <EmptyState
      icon={<IconPulse size={26} />}
      title={t`Nothing has come in yet`}
      action={
        <ButtonLink to="/integrations/$id" params={{ id: integrationId }} variant="default">
          <Trans>To the notification URL</Trans>
        </ButtonLink>
      }
    >
      <Stack gap="xs">
        <Text size="sm">
          <Trans>
            Generate a URL token and have Odigo send its notifications to the notification URL; that takes effect once
            the Odigo server is restarted. To try it yourself, send one:
          </Trans>
        </Text>
        <Code block className={classes.line}>
          {line}
        </Code>
        <Text size="sm">
          <Trans>Leave this page open: it looks for new ones every few seconds.</Trans>
        </Text>
      </Stack>
    </EmptyState>
  );
}
