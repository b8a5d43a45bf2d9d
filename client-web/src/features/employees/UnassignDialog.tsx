import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { ExternalUser } from "../../gen/kadans/v1/external_user_pb";
import { MappingService, UnassignMode } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { notifyDone } from "../../ui/notify";
import { Problem } from "../../ui/Problem";

interface Props {
  user: Pick<ExternalUser, "id" | "identifier">;
  employeeName: string;
  /** Told once it is done. */
  onDone?: () => void;
  onClose: () => void;
}

/** Asks from when on an external user no longer belongs to an employee. */
export function UnassignDialog({ user: { id, identifier }, employeeName, onDone, onClose }: Props) {
  const { t } = useLingui();
  const [mode, setMode] = useState(UnassignMode.END);
  const refresh = useRefresh(MappingService);
  const unassign = useMutation(MappingService.method.unassignExternalUsers);
  const run = async () => {
    // A failure is shown by the dialog, from the mutation's state.
    const answer = await unassign.mutateAsync({ externalUserIds: [id], mode }).catch(() => undefined);
    if (!answer) return;
    notifyDone(
      mode === UnassignMode.END
        ? t`${identifier} no longer belongs to ${employeeName}. What was recorded so far stays.`
        : t`${identifier} was never assigned to ${employeeName}, as far as the record goes.`,
    );
    onDone?.();
    onClose();
    await refresh();
  };
  return (
    <Modal opened onClose={onClose} title={t`Unassign ${identifier}`} closeButtonProps={{ "aria-label": t`Close` }}>
      <Stack gap="md">
        <Text size="sm">
          <Trans>
            {identifier} belongs to {employeeName}. From when on should that no longer be so?
          </Trans>
        </Text>
        <Radio.Group
          aria-label={t`From when on`}
          value={String(mode)}
          onChange={(value) => setMode(Number(value) as UnassignMode)}
        >
          <Stack gap="sm">
            <Radio
              value={String(UnassignMode.END)}
              label={t`End: from now on`}
              description={t`For somebody who left, or changed their login. What was recorded so far stays with ${employeeName}.`}
            />
            <Radio
              value={String(UnassignMode.UNDO)}
              label={t`Undo: as if never assigned`}
              description={t`For a mistake. What was recorded under ${identifier} disappears from ${employeeName}’s past, scores included, and waits to be assigned.`}
            />
          </Stack>
        </Radio.Group>
        {unassign.isError && <Problem error={unassign.error} title={t`Nothing was changed`} onRetry={run} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button onClick={run} loading={unassign.isPending}>
            {mode === UnassignMode.END ? <Trans>End assignment</Trans> : <Trans>Undo assignment</Trans>}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
