import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Notice } from "../Notice";
import { Problem } from "../Problem";
import type { useFormSubmit } from "./use-form-submit";

interface Props {
  title: string;
  submitLabel: string;
  /** Whether something was entered that closing would lose. */
  dirty: boolean;
  submit: ReturnType<typeof useFormSubmit>;
  onClose: () => void;
  /** Loads anew what somebody else changed meanwhile; what was entered is lost. */
  onReload?: () => void;
  size?: string;
  children: ReactNode;
}

/** A form in a dialog: Esc and Cancel close it, asking first if something was entered. Mount it to open it. */
export function FormDialog({ title, submitLabel, dirty, submit, onClose, onReload, size = "md", children }: Props) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const close = () => {
    if (dirty && !asking) setAsking(true);
    else onClose();
  };
  return (
    <Modal opened onClose={close} title={title} size={size} closeButtonProps={{ "aria-label": t`Close` }}>
      <form {...submit.formProps}>
        <Stack gap="md">
          {children}
          {submit.error !== undefined && (
            <Problem
              error={submit.error}
              title={t`This could not be saved`}
              onRetry={submit.retry}
              onReload={onReload}
            />
          )}
          {asking && (
            <Notice tone="wrong-activity" role="alert" title={t`Leave without saving?`}>
              <Group gap="xs">
                <Button size="xs" variant="default" onClick={() => setAsking(false)} autoFocus>
                  <Trans>Keep editing</Trans>
                </Button>
                <Button size="xs" color="red.9" onClick={onClose}>
                  <Trans>Discard changes</Trans>
                </Button>
              </Group>
            </Notice>
          )}
          <Group justify="flex-end" gap="xs" mt="xs">
            <Button variant="default" onClick={close}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={submit.busy}>
              {submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
