import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { copyText } from "../../lib/clipboard";
import { Instant } from "../../ui/Instant";
import { IconCheck, IconCopy } from "../../ui/icons";
import { Notice } from "../../ui/Notice";
import classes from "./NotificationUrlDialog.module.css";
import type { GeneratedUrl } from "./use-generate";

interface Props {
  generated: GeneratedUrl;
  onStored: () => void;
}

/** Shows the notification URL, this once. Nothing but "I have stored it" closes the dialog. */
export function NotificationUrlDialog({ generated: { url, previousExpireTime }, onStored }: Props) {
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
      title={t`Notification URL`}
    >
      <Stack gap="md">
        <Notice tone="wrong-activity" title={t`Only shown once`}>
          <Trans>
            Store the whole URL in a safe place now. It can’t be shown again; if it is lost, generate another.
          </Trans>
        </Notice>
        <UrlBox url={url} />
        <Text size="sm">
          <Trans>Give it to your contact at Odigo over a channel you trust: whoever has it can send statuses.</Trans>{" "}
          {previousExpireTime && (
            <Trans>
              The old URL works until <Instant time={previousExpireTime} />.
            </Trans>
          )}
        </Text>
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

function UrlBox({ url }: { url: string }) {
  const { t } = useLingui();
  const [copied, setCopied] = useState<boolean>();
  return (
    <div>
      <div className={classes.box}>
        <code className={classes.url} data-testid="notification-url">
          {url}
        </code>
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={async () => setCopied(await copyText(url))}
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
