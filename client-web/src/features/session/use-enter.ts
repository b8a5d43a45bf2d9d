import { createClient } from "@connectrpc/connect";
import { useTransport } from "@connectrpc/connect-query";
import { useQueryClient } from "@tanstack/react-query";
import type { Session } from "../../gen/kadans/v1/session_pb";
import { SessionService } from "../../gen/kadans/v1/session_service_pb";
import { grantOf } from "../../rpc/transport";
import { useSessionKeeper } from "./session-context";

type Client = ReturnType<typeof createClient<typeof SessionService>>;

/** Calls a method that begins a session, and takes the session over. Nothing of the session before stays. */
export function useEnter<Request>(
  call: (
    client: Client,
    request: Request,
    onHeader: (headers: Headers) => void,
  ) => ReturnType<Client["signIn" | "redeemInvitation"]>,
): (request: Request) => Promise<Session> {
  const transport = useTransport();
  const keeper = useSessionKeeper();
  const queryClient = useQueryClient();
  return async (request) => {
    let headers = new Headers();
    const answer = await call(createClient(SessionService, transport), request, (received) => {
      headers = received;
    });
    const grant = grantOf(answer, headers);
    queryClient.clear();
    keeper.adopt(grant);
    return grant.session;
  };
}
