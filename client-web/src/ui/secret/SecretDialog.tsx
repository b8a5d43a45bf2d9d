import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { copyText } from "../../lib/clipboard";
import { IconCheck, IconCopy } from "../icons";
import { Notice } from "../Notice";
import classes from "./SecretDialog.module.css";

interface Props {
  title: string;
  /** What to do with it now, and what if it is lost. */
  warning: ReactNode;
  secret: string;
  testId: string;
  /** Whom to give it to, and how long it works. */
  children: ReactNode;
  onStored: () => void;
}

/** Shows a secret, this once. Nothing but "I have stored it" closes the dialog. */
export function SecretDialog({ title, warning, secret, testId, children, onStored }: Props) {
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
        <SecretBox secret={secret} testId={testId} />
        <Text size="sm">{children}</Text>
        <Checkbox
          label={t`I have stored it`}
          checked={stored}
          onChange={(event) => setStored(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button onClick={onStored} disabled={!stored}>
            <Trans>Close</Trans>
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function SecretBox({ secret, testId }: Pick<Props, "secret" | "testId">) {
  const { t } = useLingui();
  const [copied, setCopied] = useState<boolean>();
  return (
    <div>
      <div className={classes.box}>
        <code className={classes.secret} data-testid={testId}>
          {secret}
        </code>
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={async () => setCopied(await copyText(secret))}
          data-autofocus
        >
          <Trans>Copy</Trans>
        </Button>
      </div>
      <Text size="sm" mt={6} role="status" c={copied === false ? "var(--kd-not-present-text)" : "var(--kd-in-text)"}>
        {copied === true && t`Copied to the clipboard.`}
        {copied === false && t`The browser did not allow copying. Select the URL and copy it yourself.`}
      </Text>
    </div>
  );
}
