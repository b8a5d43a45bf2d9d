import { Trans, useLingui } from "@lingui/react/macro";
import { Code, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { EmptyState } from "../../ui/EmptyState";
import { IconPulse } from "../../ui/icons";
import { ButtonLink } from "../../ui/links";
import { curlLine } from "../integrations/curl-line";
import { credentialOf } from "../integrations/vendors";
import classes from "./notifications.module.css";

/** Nothing has come in yet: how to make something come in. */
export function NoNotifications({ integration: { id, vendorId } }: { integration: Integration }) {
  return credentialOf(vendorId) === "key" ? <NothingPushed id={id} /> : <NothingSent id={id} />;
}

function NothingSent({ id }: { id: string }) {
  const { t } = useLingui();
  return (
    <Nothing
      id={id}
      link={t`To the notification URL`}
      line={`curl -d 'agentId=jdoe&state=AVAILABLE' '${t`NOTIFICATION URL`}'`}
    >
      <Trans>
        Generate a URL token and have Odigo send its notifications to the notification URL; that takes effect once the
        Odigo server is restarted. To try it yourself, send one:
      </Trans>
    </Nothing>
  );
}

function NothingPushed({ id }: { id: string }) {
  const { t } = useLingui();
  // Once, or what was copied would not be what is shown.
  const [since] = useState(() => new Date());
  const path = "/ingest/agent-statuses";
  return (
    <Nothing id={id} link={t`To the API key`} line={curlLine(`${window.location.origin}${path}`, t`API KEY`, since)}>
      <Trans>
        Generate an API key and have your system send what agents do with it: POST <Code>{path}</Code>. To try it
        yourself, send one status:
      </Trans>
    </Nothing>
  );
}

interface NothingProps {
  /** The integration's id. */
  id: string;
  /** Says where its secret is generated. */
  link: string;
  /** A command that sends something. */
  line: string;
  children: ReactNode;
}

function Nothing({ id, link, line, children }: NothingProps) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={<IconPulse size={26} />}
      title={t`Nothing has come in yet`}
      action={
        <ButtonLink to="/integrations/$id" params={{ id }} variant="default">
          {link}
        </ButtonLink>
      }
    >
      <Stack gap="xs">
        <Text size="sm">{children}</Text>
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
