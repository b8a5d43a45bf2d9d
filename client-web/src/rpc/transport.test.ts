import { Code, ConnectError, createClient, createRouterTransport } from "@connectrpc/connect";
import { describe, expect, it, vi } from "vitest";
import { AdherenceService } from "../gen/kadans/v1/adherence_service_pb";
import { IntegrationService } from "../gen/kadans/v1/integration_service_pb";
import { Role } from "../gen/kadans/v1/session_pb";
import { SessionService } from "../gen/kadans/v1/session_service_pb";
import { sessionOf } from "../testing/session";
import { SessionKeeper } from "./session-keeper";
import { authenticated, grantOf } from "./transport";

/** A server that takes `fresh` for a token, and a client that has `old`. */
function outdated() {
  const session = sessionOf(Role.ADMIN);
  const refresh = vi.fn(async () => ({ accessToken: "fresh", lifetimeMs: 600_000, session }));
  const keeper = new SessionKeeper({ refresh, lock: (run) => run() });
  keeper.adopt({ accessToken: "old", lifetimeMs: 600_000, session });
  const seen: (string | null)[] = [];
  const check = (header: Headers) => {
    seen.push(header.get("authorization"));
    if (header.get("authorization") !== "Bearer fresh") throw new ConnectError("expired", Code.Unauthenticated);
  };
  const transport = createRouterTransport(
    ({ rpc }) => {
      rpc(IntegrationService.method.listVendors, (_, { requestHeader }) => {
        check(requestHeader);
        return { vendors: [{ id: "odigo" }] };
      });
      rpc(SessionService.method.signIn, (_, { requestHeader }) => {
        seen.push(requestHeader.get("authorization"));
        return {};
      });
      // biome-ignore lint/correctness/useYield: it refuses before there is anything to yield
      rpc(AdherenceService.method.watchAdherence, async function* (_, { requestHeader }) {
        check(requestHeader);
      });
    },
    { transport: { interceptors: [authenticated(keeper)] } },
  );
  return { transport, refresh, seen };
}

describe("a call with an access token", () => {
  it("is tried once more with a new token when the old one is refused", async () => {
    const { transport, seen } = outdated();
    const { vendors } = await createClient(IntegrationService, transport).listVendors({});
    expect(vendors).toHaveLength(1);
    expect(seen).toEqual(["Bearer old", "Bearer fresh"]);
  });

  it("shares one refresh with the calls beside it", async () => {
    const { transport, refresh } = outdated();
    const client = createClient(IntegrationService, transport);
    await Promise.all([client.listVendors({}), client.listVendors({}), client.listVendors({})]);
    expect(refresh).toHaveBeenCalledOnce();
  });

  it("is not tried again if it is a stream", async () => {
    const { transport, refresh } = outdated();
    const read = async () => {
      for await (const _ of createClient(AdherenceService, transport).watchAdherence({}));
    };
    await expect(read()).rejects.toThrow("expired");
    expect(refresh).not.toHaveBeenCalled();
  });

  it("goes without a token where a session only begins", async () => {
    const { transport, seen } = outdated();
    await createClient(SessionService, transport).signIn({});
    expect(seen).toEqual([null]);
  });
});

it("a token's lifetime is counted by the server's clock", () => {
  const answer = {
    accessToken: "token",
    session: sessionOf(Role.ADMIN),
    accessTokenExpireTime: { $typeName: "google.protobuf.Timestamp" as const, seconds: 1_800_000_600n, nanos: 0 },
  };
  const headers = new Headers({ date: new Date(1_800_000_000_000).toUTCString() });
  expect(grantOf(answer, headers).lifetimeMs).toBe(600_000);
});
