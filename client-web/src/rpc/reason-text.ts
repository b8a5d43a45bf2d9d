import { t } from "@lingui/core/macro";

/** Why something is not done as things stand, and what to do, in the user's language; undefined if not known here. */
export function reasonText(reason: string): string | undefined {
  switch (reason) {
    case "LAST_ADMIN":
      return t`This is the account’s last active admin. Make somebody else an admin first.`;
    case "USER_DEACTIVATED":
      return t`This person is deactivated. Reactivate them first.`;
    case "USER_IS_PROGRAM":
      return t`Programs don’t sign in. Mint a new token at the command line of the server instead.`;
    case "SELF":
      return t`You can’t deactivate yourself. Ask another admin.`;
    default:
      return undefined;
  }
}
