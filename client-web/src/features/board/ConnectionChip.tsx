import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Link } from "../../live/link";
import css from "./board.module.css";

interface Props {
  link: Link;
  stale: boolean;
  /** When the updates were paused; undefined if they are not. */
  pausedAt: number | undefined;
  formatTime: (ms: number) => string;
}

/** How current what is on the screen is. */
export function ConnectionChip({ link, stale, pausedAt, formatTime }: Props) {
  const [tone, text] = describe(link, stale, pausedAt, formatTime);
  return (
    <span role="status" className={css.connection} data-tone={tone}>
      <span className={css.connectionDot} aria-hidden="true" />
      {text}
    </span>
  );
}

function describe(
  link: Link,
  stale: boolean,
  pausedAt: number | undefined,
  formatTime: Props["formatTime"],
): [tone: string, text: ReactNode] {
  if (stale && "since" in link) {
    const since = formatTime(link.since);
    return ["stale", <Trans key="stale">Stale since {since}</Trans>];
  }
  if (link.phase === "connecting") return ["waiting", <Trans key="connecting">Connecting</Trans>];
  if (link.phase === "reconnecting") return ["waiting", <Trans key="reconnecting">Reconnecting</Trans>];
  if (pausedAt !== undefined) {
    const since = formatTime(pausedAt);
    return ["waiting", <Trans key="paused">Paused since {since}</Trans>];
  }
  return ["live", <Trans key="live">Live</Trans>];
}
