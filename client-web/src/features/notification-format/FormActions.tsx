import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import classes from "./format.module.css";

interface Props {
  dirty: boolean;
  /** What is being done. */
  busy: "save" | "try" | undefined;
  onTry: () => void;
  onDiscard: () => void;
  onDefaults: () => void;
}

/** What can be done with the format in the form; always in sight. */
export function FormActions({ dirty, busy, onTry, onDiscard, onDefaults }: Props) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  return (
    <Group gap="sm" className={classes.actions}>
      <Button type="submit" loading={busy === "save"} disabled={!dirty}>
        <Trans>Save changes</Trans>
      </Button>
      <Button variant="default" onClick={onTry} loading={busy === "try"}>
        <Trans>Try it on the last 200</Trans>
      </Button>
      <Button variant="default" disabled={!dirty} onClick={onDiscard}>
        <Trans>Discard changes</Trans>
      </Button>
      <Button variant="subtle" onClick={() => setAsking(true)}>
        <Trans>Reset to defaults</Trans>
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t`Reset to defaults?`}
        confirmLabel={t`Reset`}
        danger={false}
        onConfirm={() => {
          onDefaults();
          setAsking(false);
        }}
        onCancel={() => setAsking(false)}
      >
        <Trans>The form shows the format of a new integration then. It takes effect once you save it.</Trans>
      </ConfirmDialog>
    </Group>
  );
}
