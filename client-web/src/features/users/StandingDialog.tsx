import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { type User, UserKind } from "../../gen/kadans/v1/user_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { notifyDone, notifyProblem } from "../../ui/notify";

interface Props {
  user: User;
  onClose: () => void;
}

/** Asks whether somebody should lose access, and takes it. */
export function DeactivateDialog({ user, onClose }: Props) {
  const { t } = useLingui();
  const { id, name, kind } = user;
  const program = kind === UserKind.PROGRAM;
  const refresh = useRefresh(SessionService);
  const deactivate = useMutation(SessionService.method.deactivateUser, {
    onSuccess: () => {
      notifyDone(program ? t`The token of ${name} was revoked.` : t`${name} was deactivated and is signed out.`);
      return refresh();
    },
    onError: (error) => notifyProblem(t`${name} could not be deactivated`, error),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      opened
      title={program ? t`Revoke the token of ${name}?` : t`Deactivate ${name}?`}
      confirmLabel={program ? t`Revoke` : t`Deactivate`}
      busy={deactivate.isPending}
      onConfirm={() => deactivate.mutate({ id })}
      onCancel={onClose}
    >
      {program ? (
        <Trans>
          Its calls are refused and its streams end at once. This can’t be taken back; a new token is minted at the
          command line of the server.
        </Trans>
      ) : (
        <Trans>
          Their sessions end at once, wherever they are signed in, and links to set a password no longer work. What they
          did stays on record. You can reactivate them later.
        </Trans>
      )}
    </ConfirmDialog>
  );
}

/** Asks whether somebody should get access again, and gives it. */
export function ReactivateDialog({ user: { id, name }, onClose }: Props) {
  const { t } = useLingui();
  const refresh = useRefresh(SessionService);
  const reactivate = useMutation(SessionService.method.reactivateUser, {
    onSuccess: () => {
      notifyDone(t`${name} can sign in again.`);
      return refresh();
    },
    onError: (error) => notifyProblem(t`${name} could not be reactivated`, error),
    onSettled: onClose,
  });
  return (
    <ConfirmDialog
      opened
      danger={false}
      title={t`Reactivate ${name}?`}
      confirmLabel={t`Reactivate`}
      busy={reactivate.isPending}
      onConfirm={() => reactivate.mutate({ id })}
      onCancel={onClose}
    >
      <Trans>They can sign in again with the password they had, and have the roles they had.</Trans>
    </ConfirmDialog>
  );
}

/** Asks whether somebody should get a new link, which makes earlier ones void. */
export function RenewDialog({
  user: { name },
  busy,
  onRenew,
  onClose,
}: Props & { busy: boolean; onRenew: () => void }) {
  const { t } = useLingui();
  return (
    <ConfirmDialog
      opened
      danger={false}
      title={t`New link for ${name}?`}
      confirmLabel={t`Make the link`}
      busy={busy}
      onConfirm={onRenew}
      onCancel={onClose}
    >
      <Trans>
        For somebody who has not set a password yet, or has forgotten theirs. Earlier links no longer work; a present
        password works until a new one is set.
      </Trans>
    </ConfirmDialog>
  );
}
