import type { UrlToken } from "../../gen/kadans/v1/url_token_pb";
import { timestampMs } from "../../lib/time";

/** Whether a URL token holds. */
export type TokenStatus = "valid" | "expiring" | "expired" | "revoked";

/** Whether a URL token holds at `now`; expiring means that it holds, but not for ever. */
export function tokenStatus({ revokeTime, expireTime }: UrlToken, now: number): TokenStatus {
  if (revokeTime) return "revoked";
  if (!expireTime) return "valid";
  return timestampMs(expireTime) <= now ? "expired" : "expiring";
}

/** Whether a token holds now, however long. */
export function isValid(token: UrlToken, now: number): boolean {
  const status = tokenStatus(token, now);
  return status === "valid" || status === "expiring";
}
