import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import type { EndReason, Link } from "../../live/link";
import { CROWDED_TABS, connectionsAreScarce, pageProtocol, sharingLocks } from "../../live/sharing";
import { TabCount } from "../../live/tab-count";
import { Notice } from "../../ui/Notice";
import css from "./board.module.css";

interface Props {
  link: Link;
  /** How many people are being recomputed. */
  recalculating: number;
  onRetry: () => void;
}

/** What the reader should know beside the figures. */
export function Notices({ link, recalculating, onRetry }: Props) {
  const crowded = useTabCount() >= CROWDED_TABS;
  return (
    <>
      {link.phase === "ended" && <Ended reason={link.reason} onRetry={onRetry} />}
      {crowded && <Crowded />}
      {recalculating > 0 && (
        <span role="status" className={css.recalculating}>
          <Plural
            value={recalculating}
            one="Recalculating # person after a change to the past"
            other="Recalculating # people after a change to the past"
          />
        </span>
      )}
    </>
  );
}

function Ended({ reason, onRetry }: { reason: EndReason; onRetry: () => void }) {
  const { t } = useLingui();
  const title = reason === "denied" ? t`You may no longer see this board` : t`Your session has ended`;
  return (
    <Notice tone="not-present" title={title} role="alert">
      {reason === "denied" ? (
        <Trans>Your role or your planning units have changed. Ask an administrator of your account.</Trans>
      ) : (
        <Trans>Sign in again to go on.</Trans>
      )}
      <div>
        <Button size="xs" variant="default" mt="xs" onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      </div>
    </Notice>
  );
}

function Crowded() {
  const { t } = useLingui();
  return (
    <Notice tone="wrong-activity" title={t`Kadans is open in many tabs`}>
      <Trans>
        This browser allows only six connections to an address without encryption, and each tab with a board keeps one.
        Close a few tabs, or ask your administrator to serve Kadans over https.
      </Trans>
    </Notice>
  );
}

/** How many tabs compete for connections; 1 where they share a stream, or have connections enough. */
function useTabCount(): number {
  const [count, setCount] = useState(1);
  useEffect(() => {
    const protocol = pageProtocol();
    if (!connectionsAreScarce(protocol) || sharingLocks(navigator, protocol) !== undefined) return;
    if (typeof BroadcastChannel === "undefined") return;
    const tabs = new TabCount("kadans.tabs", setCount);
    const leave = () => tabs.close();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
  return count;
}
