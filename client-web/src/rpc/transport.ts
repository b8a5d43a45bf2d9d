import { Code, ConnectError, createClient, type Interceptor, type Transport } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { type RefreshSessionResponse, SessionService } from "../gen/kadans/v1/session_service_pb";
import { timestampMs } from "../lib/time";
import { type Grant, SessionKeeper } from "./session-keeper";
import { tabLock } from "./tab-lock";

/** Methods that are called without an access token. */
const OPEN_METHODS = new Set([
  SessionService.method.signIn.name,
  SessionService.method.refreshSession.name,
  SessionService.method.redeemInvitation.name,
]);

/**
 * Sends the access token, and after UNAUTHENTICATED renews it and tries once more. A stream is not sent again: who
 * watches one reconnects in their own time, with `SessionKeeper.renew` before.
 */
export function authenticated(keeper: SessionKeeper): Interceptor {
  return (next) => async (request) => {
    if (request.service.typeName === SessionService.typeName && OPEN_METHODS.has(request.method.name)) {
      return next(request);
    }
    const token = await keeper.accessToken();
    if (token) request.header.set("authorization", `Bearer ${token}`);
    try {
      return await next(request);
    } catch (error) {
      if (request.stream || ConnectError.from(error).code !== Code.Unauthenticated) throw error;
      if (!(await keeper.renew(token))) throw error;
      request.header.set("authorization", `Bearer ${await keeper.accessToken()}`);
      return next(request);
    }
  };
}

function webTransport(baseUrl: string, interceptors: Interceptor[]): Transport {
  return createGrpcWebTransport({
    baseUrl,
    useBinaryFormat: true,
    interceptors,
    fetch: (input, init) => fetch(input, { ...init, credentials: "same-origin" }),
  });
}

/** Turns an answer of SessionService into a grant; `headers` carry the server's clock. */
export function grantOf(answer: Omit<RefreshSessionResponse, "$typeName">, headers: Headers): Grant {
  const { session, accessToken, accessTokenExpireTime } = answer;
  if (!session || !accessTokenExpireTime) throw new ConnectError("the answer has no session", Code.Internal);
  const serverNow = Date.parse(headers.get("date") ?? "") || Date.now();
  return { accessToken, session, lifetimeMs: timestampMs(accessTokenExpireTime) - serverNow };
}

/** Beyond this a refresh counts as lost; it is tried again while the server still takes the cookie. */
const REFRESH_TIMEOUT_MS = 5_000;

/** The session keeper and the transport of all calls, against the server at `baseUrl`. */
export function connect(baseUrl: string): { keeper: SessionKeeper; transport: Transport } {
  const sessions = createClient(SessionService, webTransport(baseUrl, []));
  const keeper = new SessionKeeper({
    lock: tabLock("session-refresh"),
    refresh: async () => {
      let headers = new Headers();
      const onHeader = (received: Headers) => {
        headers = received;
      };
      return grantOf(await sessions.refreshSession({}, { onHeader, timeoutMs: REFRESH_TIMEOUT_MS }), headers);
    },
  });
  return { keeper, transport: webTransport(baseUrl, [authenticated(keeper)]) };
}
