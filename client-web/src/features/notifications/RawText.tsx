import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { copyText } from "../../lib/clipboard";
import { IconCheck, IconCopy } from "../../ui/icons";
import classes from "./notifications.module.css";

/** A text exactly as it came, to read and to copy. */
export function RawText({ label, text }: { label: string; text: string }) {
  const { t } = useLingui();
  const [copied, setCopied] = useState<boolean>();
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={4}>
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={async () => setCopied(await copyText(text))}
          aria-description={label}
        >
          <Trans>Copy</Trans>
        </Button>
      </Group>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <section className={classes.raw} aria-label={label} tabIndex={0}>
        {text || " "}
      </section>
      <Text size="xs" role="status" c={copied === false ? "var(--kd-not-present-text)" : "var(--kd-in-text)"}>
        {copied === true && t`Copied to the clipboard.`}
        {copied === false && t`The browser did not allow copying. Select the text and copy it yourself.`}
      </Text>
    </div>
  );
}
