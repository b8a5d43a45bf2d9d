import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { Notice } from "../../ui/Notice";
import { notifyProblem } from "../../ui/notify";

interface Props {
  /** Loads what somebody else saved; what was typed is lost. */
  onTheirs: () => Promise<void>;
  /** Makes the next save replace it. */
  onMine: () => Promise<void>;
}

/** Somebody else saved a format meanwhile: which one is to stay. */
export function Conflict({ onTheirs, onMine }: Props) {
  const { t } = useLingui();
  const [busy, setBusy] = useState(false);
  const run = async (choice: () => Promise<void>) => {
    setBusy(true);
    try {
      await choice();
    } catch (error) {
      notifyProblem(t`This could not be loaded`, error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Notice tone="wrong-activity" role="alert" title={t`Somebody else saved another format in the meantime`}>
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          <Trans>
            Your changes are still here, and not saved. Load the other format to go on from it, or keep yours, which
            then replaces it when you save.
          </Trans>
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" disabled={busy} onClick={() => run(onTheirs)}>
            <Trans>Load theirs</Trans>
          </Button>
          <Button size="xs" variant="default" disabled={busy} onClick={() => run(onMine)}>
            <Trans>Keep mine</Trans>
          </Button>
        </Group>
      </Stack>
    </Notice>
  );
}
