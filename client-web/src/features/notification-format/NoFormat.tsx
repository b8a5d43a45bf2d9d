import { Trans, useLingui } from "@lingui/react/macro";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { EmptyState } from "../../ui/EmptyState";
import { IconInfo } from "../../ui/icons";
import { ButtonLink } from "../../ui/links";

/** What an integration sends has fields that are given, so that there is nothing to set. */
export function NoFormat({ integration: { id } }: { integration: Integration }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={<IconInfo size={26} />}
      title={t`There is no format to set`}
      action={
        <ButtonLink to="/integrations/$id/notifications" params={{ id }} variant="default">
          <Trans>Notifications</Trans>
        </ButtonLink>
      }
    >
      <Trans>What comes in by the push API always has the fields that the API names.</Trans>
    </EmptyState>
  );
}
