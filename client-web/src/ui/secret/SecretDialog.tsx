import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Notice } from "../Notice";
import { CopyBox } from "./CopyBox";

interface Props {
  title: string;
  /** What to do with it now, and what if it is lost. */
  warning: ReactNode;
  secret: string;
  /** "I have stored it", of this secret: languages with genders say it by what it is. */
  storedLabel: string;
  testId: string;
  /** Whom to give it to, and how long it works. */
  children: ReactNode;
  onStored: () => void;
}

/** Shows a secret, this once. Nothing but "I have stored it" closes the dialog. */
export function SecretDialog({ title, warning, secret, storedLabel, testId, children, onStored }: Props) {
  const { t } = useLingui();
  const [stored, setStored] = useState(false);
  useBlocker({ shouldBlockFn: () => true, enableBeforeUnload: true });
  return (
    <Modal
      opened
      onClose={() => undefined}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      size="lg"
      title={title}
    >
      <Stack gap="md">
        <Notice tone="wrong-activity" title={t`Only shown once`}>
          {warning}
        </Notice>
        <CopyBox text={secret} testId={testId} autoFocus />
        <Text size="sm" component="div">
          {children}
        </Text>
        <Checkbox label={storedLabel} checked={stored} onChange={(event) => setStored(event.currentTarget.checked)} />
        <Group justify="flex-end">
          <Button onClick={onStored} disabled={!stored}>
            <Trans>Close</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
