import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Role } from "../gen/kadans/v1/session_pb";
import { sessionOf } from "../testing/session";
import { type Grant, SessionKeeper } from "./session-keeper";

const grant = (accessToken: string): Grant => ({ accessToken, lifetimeMs: 600_000, session: sessionOf(Role.PLANNER) });

/** A keeper whose refresh gives the tokens `token-1`, `token-2` … */
function counting() {
  let count = 0;
  const refresh = vi.fn(async () => {
    count += 1;
    return grant(`token-${count}`);
  });
  return { refresh, keeper: new SessionKeeper({ refresh, lock: (run) => run() }) };
}

afterEach(() => vi.useRealTimers());

describe("the session keeper", () => {
  it("refreshes once, however many calls need a token at the same time", async () => {
    const { keeper, refresh } = counting();
    await Promise.all([keeper.renew(), keeper.renew(), keeper.restore(), keeper.renew()]);
    expect(refresh).toHaveBeenCalledOnce();
    expect(await keeper.accessToken()).toBe("token-1");
  });

  it("does not refresh for a token that has been replaced already", async () => {
    const { keeper, refresh } = counting();
    await keeper.renew();
    await keeper.renew("token-1");
    expect(await keeper.renew("token-1")).toBe(true);
    expect(refresh).toHaveBeenCalledTimes(2);
    expect(await keeper.accessToken()).toBe("token-2");
  });

  it("refreshes under the lock that tabs share", async () => {
    const order: string[] = [];
    const keeper = new SessionKeeper({
      lock: async (run) => {
        order.push("locked");
        const result = await run();
        order.push("released");
        return result;
      },
      refresh: async () => {
        order.push("refreshed");
        return grant("token");
      },
    });
    await keeper.renew();
    expect(order).toEqual(["locked", "refreshed", "released"]);
  });

  it("renews the token by itself before it expires", async () => {
    vi.useFakeTimers();
    const { keeper, refresh } = counting();
    await keeper.restore();
    await vi.advanceTimersByTimeAsync(539_000);
    expect(refresh).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(refresh).toHaveBeenCalledTimes(2);
  });

  it("renews an expired token before it hands one out", async () => {
    let now = 0;
    const refresh = vi.fn(async () => grant("fresh"));
    const keeper = new SessionKeeper({ refresh, lock: (run) => run(), now: () => now });
    keeper.adopt(grant("old"));
    expect(await keeper.accessToken()).toBe("old");
    now = 600_000;
    expect(await keeper.accessToken()).toBe("fresh");
  });

  it("signs out when the server refuses the cookie", async () => {
    const keeper = new SessionKeeper({
      refresh: () => Promise.reject(new ConnectError("no session", Code.Unauthenticated)),
      lock: (run) => run(),
    });
    const seen: string[] = [];
    keeper.subscribe(() => seen.push(keeper.current().status));
    expect(await keeper.renew()).toBe(false);
    expect(seen).toEqual(["signed-out"]);
  });

  it("does not sign out when the server can't be reached", async () => {
    const keeper = new SessionKeeper({
      refresh: () => Promise.reject(new ConnectError("down", Code.Unavailable)),
      lock: (run) => run(),
    });
    await expect(keeper.restore()).rejects.toThrow("down");
    expect(keeper.current().status).toBe("unknown");
  });
});
