import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { EmptyState } from "../../ui/EmptyState";
import { IconPeople } from "../../ui/icons";

/** Nobody else is in the account yet: says whom to invite. */
export function JustYou({ onInvite }: { onInvite: () => void }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={<IconPeople size={26} />}
      title={t`So far it is just you`}
      action={
        <Button variant="default" onClick={onInvite}>
          <Trans>Invite the first colleague</Trans>
        </Button>
      }
    >
      <Trans>
        Invite planners, who map statuses and load schedules, and supervisors, who watch the board. A second admin is a
        good idea: they can let you in again if you forget your password.
      </Trans>
    </EmptyState>
  );
}
