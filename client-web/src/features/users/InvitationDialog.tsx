import { Trans, useLingui } from "@lingui/react/macro";
import { Instant } from "../../ui/Instant";
import { SecretDialog } from "../../ui/secret/SecretDialog";
import type { InvitationLink } from "./use-invitation";

/** Shows the link by which somebody sets a password, this once. */
export function InvitationDialog({ link, onStored }: { link: InvitationLink; onStored: () => void }) {
  const { t } = useLingui();
  const { name, url, expireTime } = link;
  return (
    <SecretDialog
      title={t`Invitation link for ${name}`}
      secret={url}
      storedLabel={t({ message: "I have stored it", context: "link" })}
      testId="invitation-url"
      onStored={onStored}
      warning={<Trans>Copy the whole link now. It can’t be shown again; if it is lost, make a new one.</Trans>}
    >
      <Trans>
        Kadans sends no e-mail: give the link to {name} over a channel you trust. Whoever opens it sets the password.
      </Trans>{" "}
      {expireTime && (
        <Trans>
          It works once, until <Instant time={expireTime} />.
        </Trans>
      )}
    </SecretDialog>
  );
}
