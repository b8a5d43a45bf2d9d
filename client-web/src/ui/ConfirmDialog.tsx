import { useLingui } from "@lingui/react/macro";
import { Button, Group, Modal, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  opened: boolean;
  title: string;
  /** What will happen. */
  children: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  busy?: boolean;
  /** Red for what cannot be undone. */
  danger?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before something is done; the safe answer has the focus. */
export function ConfirmDialog(props: Props) {
  const { t } = useLingui();
  const { opened, title, children, confirmLabel, cancelLabel, busy, danger = true, onConfirm, onCancel } = props;
  return (
    <Modal opened={opened} onClose={onCancel} title={title} size="sm" closeButtonProps={{ "aria-label": t`Close` }}>
      <Text size="sm" component="div">
        {children}
      </Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={onCancel} data-autofocus>
          {cancelLabel ?? t`Cancel`}
        </Button>
        <Button color={danger ? "red.9" : undefined} onClick={onConfirm} loading={busy}>
          {confirmLabel}
        </Button>
      </Group>
    </Modal>
  );
}
