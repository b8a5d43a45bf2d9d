import { Trans, useLingui } from "@lingui/react/macro";
import { Stack } from "@mantine/core";
import { useState } from "react";
import { Instant } from "../../ui/Instant";
import { CopyBox } from "../../ui/secret/CopyBox";
import { SecretDialog } from "../../ui/secret/SecretDialog";
import { curlLine } from "./curl-line";
import type { Generated } from "./use-generate";

interface Props {
  generated: Generated;
  onStored: () => void;
}

/** Shows the API key, this once, with the address to send to and a command that tries it. */
export function ApiKeyDialog({ generated: { url, apiKey, previousExpireTime }, onStored }: Props) {
  const { t } = useLingui();
  // Once, or what was copied would not be what is shown.
  const [shownAt] = useState(() => new Date());
  return (
    <SecretDialog
      title={t`API key`}
      secret={apiKey}
      storedLabel={t({ message: "I have stored it", context: "API key" })}
      testId="api-key"
      onStored={onStored}
      warning={
        <Trans>Store the key in a safe place now. It can’t be shown again; if it is lost, generate another.</Trans>
      }
    >
      <Stack gap="xs">
        {previousExpireTime && (
          <div>
            <Trans>
              The old key works until <Instant time={previousExpireTime} />.
            </Trans>
          </div>
        )}
        <Trans>Your system sends statuses to this address:</Trans>
        <CopyBox text={url} copyLabel={t`Copy the address`} testId="push-address" />
        <Trans>This command sends a first status of the agent “jdoe”:</Trans>
        <CopyBox text={curlLine(url, apiKey, shownAt)} copyLabel={t`Copy the command`} testId="curl-line" />
      </Stack>
    </SecretDialog>
  );
}
