import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Notice } from "./Notice";
import { Problem } from "./Problem";
import { useUsage } from "./use-usage";

interface Props {
  title: string;
  confirmLabel: string;
  /** What deleting does, and what it leaves. */
  children: ReactNode;
  /** What is known to use it, so that deleting it would be refused: it is not offered then. */
  knownUses?: string[];
  /** What to do if something still uses it. */
  inUse?: ReactNode;
  /** What deleting it nevertheless does; without it that is not offered. */
  force?: ReactNode;
  /** Deletes it. @param force together with what uses it */
  onDelete: (force: boolean) => Promise<unknown>;
  /** Loads anew what somebody else changed meanwhile. */
  onReload?: () => void;
  onClose: () => void;
}

/** Asks before something is deleted; if it is used, says by what, and what can be done. Mount it to open it. */
export function DeleteDialog(props: Props) {
  const { title, confirmLabel, children, knownUses, inUse, force, onDelete, onReload, onClose } = props;
  const { t } = useLingui();
  const usage = useUsage();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const uses = error === undefined ? knownUses : usage(error);
  const forcing = uses !== undefined && force !== undefined;
  const run = async () => {
    setBusy(true);
    try {
      await onDelete(forcing);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": t`Close` }}>
      <Stack gap="md">
        {uses === undefined && (
          <Text size="sm" component="div">
            {children}
          </Text>
        )}
        {uses !== undefined && (
          <Notice tone="wrong-activity" role="alert" title={t`It is in use`}>
            {uses.length > 0 && (
              <ul>
                {uses.map((use) => (
                  <li key={use}>{use}</li>
                ))}
              </ul>
            )}
            {forcing ? force : inUse}
          </Notice>
        )}
        {error !== undefined && uses === undefined && (
          <Problem error={error} title={t`It could not be deleted`} onRetry={run} onReload={onReload} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {uses !== undefined && !forcing ? <Trans>Close</Trans> : <Trans>Cancel</Trans>}
          </Button>
          {(uses === undefined || forcing) && (
            <Button color="red.9" onClick={run} loading={busy}>
              {forcing ? <Trans>Delete anyway</Trans> : confirmLabel}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
