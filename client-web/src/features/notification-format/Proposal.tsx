import { useMutation } from "@connectrpc/connect-query";
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { IntegrationService, type ProposeNotificationFormatResponse } from "../../gen/kadans/v1/integration_service_pb";
import type { NotificationFormat } from "../../gen/kadans/v1/notification_format_pb";
import { Panel } from "../../ui/Panel";
import { Problem } from "../../ui/Problem";

interface Props {
  integrationId: string;
  proposal: ProposeNotificationFormatResponse | undefined;
  onProposal: (proposal: ProposeNotificationFormatResponse) => void;
  /** Puts the whole proposed format into the form. */
  onTakeOver: (format: NotificationFormat) => void;
}

/** Proposes a format from what was captured; nothing is taken over by itself. */
export function Proposal({ integrationId, proposal, onProposal, onTakeOver }: Props) {
  const { t } = useLingui();
  const propose = useMutation(IntegrationService.method.proposeNotificationFormat, { onSuccess: onProposal });
  const ask = () => propose.mutate({ integrationId });
  const format = proposal?.format;
  const count = proposal?.notificationCount ?? 0;
  return (
    <Panel
      title={t`Proposal`}
      lead={t`Looks through the newest 200 notifications for what may be agent, status, detail and time.`}
      actions={
        <Button variant="default" onClick={ask} loading={propose.isPending}>
          <Trans>Propose from what was captured</Trans>
        </Button>
      }
    >
      {propose.isError && <Problem error={propose.error} title={t`Nothing could be proposed`} onRetry={ask} />}
      {proposal && (
        <Group gap="sm" role="status">
          <Text size="sm">
            {count === 0
              ? t`Nothing was captured yet, so there is nothing to propose.`
              : plural(count, {
                  one: "From # notification. What was found is listed at each field.",
                  other: "From # notifications. What was found is listed at each field.",
                })}
          </Text>
          {count > 0 && format && (
            <Button size="xs" onClick={() => onTakeOver(format)}>
              <Trans>Take over the whole proposal</Trans>
            </Button>
          )}
        </Group>
      )}
    </Panel>
  );
}
