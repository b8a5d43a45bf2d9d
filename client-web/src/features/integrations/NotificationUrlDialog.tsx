import { Trans, useLingui } from "@lingui/react/macro";
import { Instant } from "../../ui/Instant";
import { SecretDialog } from "../../ui/secret/SecretDialog";
import { OdigoRequest } from "./OdigoRequest";
import type { Generated } from "./use-generate";

interface Props {
  generated: Generated;
  onStored: () => void;
}

/** Shows the notification URL, this once. */
export function NotificationUrlDialog({ generated: { url, previousExpireTime }, onStored }: Props) {
  const { t } = useLingui();
  return (
    <SecretDialog
      title={t`Notification URL`}
      secret={url}
      storedLabel={t({ message: "I have stored it", context: "notification URL" })}
      testId="notification-url"
      onStored={onStored}
      warning={
        <Trans>
          Store the whole URL in a safe place now. It can’t be shown again; if it is lost, generate another.
        </Trans>
      }
    >
      <Trans>Give it to your contact at Odigo over a channel you trust: whoever has it can send statuses.</Trans>{" "}
      {previousExpireTime && (
        <Trans>
          The old URL works until <Instant time={previousExpireTime} />.
        </Trans>
      )}
      <OdigoRequest url={url} />
    </SecretDialog>
  );
}
