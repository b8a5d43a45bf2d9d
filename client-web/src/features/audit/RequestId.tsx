import { useLingui } from "@lingui/react/macro";
import { Tooltip, UnstyledButton } from "@mantine/core";
import { useState } from "react";
import { copyText } from "../../lib/clipboard";
import classes from "./RequestId.module.css";

/** The end of a request's id, which tells requests apart; the whole of it is copied. */
export function RequestId({ id }: { id: string }) {
  const { t } = useLingui();
  const [copied, setCopied] = useState(false);
  return (
    <Tooltip label={copied ? t`Copied to the clipboard.` : id} events={{ hover: true, focus: true, touch: true }}>
      <UnstyledButton
        className={classes.id}
        aria-label={t`Copy the request id ${id}`}
        onClick={async () => setCopied(await copyText(id))}
        onBlur={() => setCopied(false)}
      >
        {id.length > 13 ? `…${id.slice(-12)}` : id}
      </UnstyledButton>
    </Tooltip>
  );
}
