import { useLingui } from "@lingui/react/macro";
import { Button, Text } from "@mantine/core";
import { useState } from "react";
import { copyText } from "../../lib/clipboard";
import { IconCheck, IconCopy } from "../icons";
import classes from "./CopyBox.module.css";

interface Props {
  text: string;
  /** On the button; “Copy” if absent. */
  copyLabel?: string;
  /** Whether it is a letter for people rather than something for machines. */
  prose?: boolean;
  testId?: string;
  autoFocus?: boolean;
}

/** A text with a button that copies it, and says whether it did. */
export function CopyBox({ text, copyLabel, prose, testId, autoFocus }: Props) {
  const { t } = useLingui();
  // Another text is not copied yet.
  const [tried, setTried] = useState<{ text: string; copied: boolean }>();
  const copied = tried?.text === text ? tried.copied : undefined;
  return (
    <div>
      <div className={classes.box} data-prose={prose || undefined}>
        <code className={classes.text} data-testid={testId}>
          {text}
        </code>
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={async () => setTried({ text, copied: await copyText(text) })}
          data-autofocus={autoFocus || undefined}
        >
          {copyLabel ?? t`Copy`}
        </Button>
      </div>
      <Text size="sm" mt={6} role="status" c={copied === false ? "var(--kd-not-present-text)" : "var(--kd-in-text)"}>
        {copied === true && t`Copied to the clipboard.`}
        {copied === false && t`The browser did not allow copying. Select the text and copy it yourself.`}
      </Text>
    </div>
  );
}
