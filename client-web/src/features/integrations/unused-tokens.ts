import type { UrlToken } from "../../gen/kadans/v1/url_token_pb";
import { timestampMs } from "../../lib/time";
import { isValid } from "./token-status";

/** Uses are known to the minute, and a telephone system of several servers may change them one after the other. */
const MARGIN_MS = 5 * 60_000;

/** A token that went out of use. */
export interface Unused {
  token: UrlToken;
  /** The one that is used instead. */
  successor: UrlToken;
}

/** The tokens that hold but have not been used since the newest one that holds has been in use. @param now Unix ms */
export function unusedTokens(tokens: readonly UrlToken[], now: number): Unused[] {
  const created = ({ createTime }: UrlToken) => (createTime ? timestampMs(createTime) : 0);
  const [successor, ...older] = tokens
    .filter((token) => isValid(token, now))
    .toSorted((one, other) => created(other) - created(one));
  if (!successor?.lastUseTime) return [];
  const inUse = timestampMs(successor.lastUseTime);
  const lastUse = (token: UrlToken) => (token.lastUseTime ? timestampMs(token.lastUseTime) : created(token));
  return older.filter((token) => inUse - lastUse(token) >= MARGIN_MS).map((token) => ({ token, successor }));
}
