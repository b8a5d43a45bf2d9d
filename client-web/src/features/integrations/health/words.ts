import { useLingui } from "@lingui/react/macro";
import type { Progress } from "../names";
import type { Kind } from "./steps";

/** What is counted, by its name. */
export function useKindNames(): Record<Kind, string> {
  const { t } = useLingui();
  return {
    accepted: t`Accepted`,
    duplicate: t`Duplicates`,
    refresh: t`Refreshes`,
    late: t`Late`,
    quarantined: t({
      message: "Set aside on arrival",
      comment: "Notifications that could not be read when they came and were kept in quarantine",
    }),
  };
}

/** What each state of an integration means, and what to do. @param key whether an API key is sent rather than a URL */
export function useAdvice(key: boolean): Record<Progress, string> {
  const { t } = useLingui();
  return {
    paused: t`Notifications are kept, nobody’s status changes. What is kept takes effect once you resume.`,
    "no-token": key
      ? t`No API key is valid, so everything that is sent is refused. Generate one.`
      : t`No URL is valid, so everything that is sent is refused. Generate one.`,
    waiting: key
      ? t`Nothing has arrived yet. Send a first status with the API key.`
      : t`Nothing has arrived yet. Odigo starts to send once the URL is entered there and a server was restarted.`,
    receiving: t`Notifications arrive and can be read.`,
    silent: key
      ? t`Nothing has been heard for so long that what agents are doing is unknown. Check whether your system still sends.`
      : t`Nothing has been heard for so long that what agents are doing is unknown. Ask your contact at Odigo whether notifications are still sent, and to which URL.`,
    rejecting: key
      ? t`What came in last can’t be read. It is set aside, with the reason. Correct it in your system, and send it again.`
      : t`The newest notifications can’t be read. None is lost: they are set aside, and can be read again once the format is corrected.`,
  };
}
