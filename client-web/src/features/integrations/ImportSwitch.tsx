import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import { type Integration, IntegrationState } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { IconPause, IconPlay } from "../../ui/icons";
import { notifyDone, notifyProblem } from "../../ui/notify";

/** Suspends or resumes importing. */
export function ImportSwitch({ integration: { id, state } }: { integration: Integration }) {
  const { t } = useLingui();
  const refresh = useRefresh(IntegrationService);
  const [asking, setAsking] = useState(false);
  const pause = useMutation(IntegrationService.method.pauseIntegration, {
    onSuccess: () => {
      setAsking(false);
      notifyDone(t`Importing is suspended. Notifications are kept until you resume.`);
      return refresh();
    },
    onError: (error) => {
      setAsking(false);
      notifyProblem(t`Importing could not be suspended`, error, () => pause.mutate({ id }));
    },
  });
  const resume = useMutation(IntegrationService.method.resumeIntegration, {
    onSuccess: () => {
      notifyDone(t`Importing was resumed. What arrived meanwhile takes effect at its own time.`);
      return refresh();
    },
    onError: (error) => notifyProblem(t`Importing could not be resumed`, error, () => resume.mutate({ id })),
  });
  if (state === IntegrationState.PAUSED) {
    return (
      <Button leftSection={<IconPlay size={16} />} loading={resume.isPending} onClick={() => resume.mutate({ id })}>
        <Trans>Resume importing</Trans>
      </Button>
    );
  }
  return (
    <>
      <Button variant="default" leftSection={<IconPause size={16} />} onClick={() => setAsking(true)}>
        <Trans>Suspend importing</Trans>
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t`Suspend importing?`}
        confirmLabel={t`Suspend importing`}
        danger={false}
        busy={pause.isPending}
        onConfirm={() => pause.mutate({ id })}
        onCancel={() => setAsking(false)}
      >
        <Trans>
          Nobody’s status changes until you resume. Notifications that arrive meanwhile are kept, and fill the gap
          afterwards.
        </Trans>
      </ConfirmDialog>
    </>
  );
}
