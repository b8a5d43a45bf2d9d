import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Role } from "../gen/kadans/v1/session_pb";
import { refused } from "../testing/refusal";
import { sessionOf } from "../testing/session";
import { type Grant, SessionKeeper } from "./session-keeper";
import { leaseLock } from "./tab-lock";

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
    const keeper = failing(refused(Code.Unauthenticated, "SESSION_ENDED"));
    const seen: string[] = [];
    keeper.subscribe(() => seen.push(keeper.current().status));
    expect(await keeper.renew()).toBe(false);
    expect(seen).toEqual(["signed-out"]);
  });

  it("does not sign out when the server can't be reached", async () => {
    const keeper = failing(new ConnectError("down", Code.Unavailable));
    await expect(keeper.restore()).rejects.toThrow("down");
    expect(keeper.current().status).toBe("unknown");
  });

  it.each([
    ["the connection breaks", new TypeError("Failed to fetch")],
    ["the server is too slow", new ConnectError("slow", Code.DeadlineExceeded)],
    ["the server is restarting", new ConnectError("HTTP 502", Code.Unavailable)],
    ["the server is in trouble", refused(Code.Internal, "INTERNAL")],
    ["something in between wants a sign-in of its own", new ConnectError("HTTP 401", Code.Unauthenticated)],
    ["something in between refuses", new ConnectError("HTTP 403", Code.PermissionDenied)],
  ])("keeps somebody signed in when %s during a refresh", async (_, error) => {
    const keeper = failing(error);
    keeper.adopt(grant("present"));
    await expect(keeper.renew()).rejects.toThrow();
    expect(keeper.current().status).toBe("signed-in");
    expect(await keeper.accessToken()).toBe("present");
  });

  it("tries again at once when an answer was lost, while the server still takes the cookie", async () => {
    const waits: number[] = [];
    const refresh = vi.fn(async () => {
      if (refresh.mock.calls.length < 3) throw new TypeError("Failed to fetch");
      return grant("token");
    });
    const pause = async (ms: number) => void waits.push(ms);
    const keeper = new SessionKeeper({ refresh, pause, lock: (run) => run() });
    expect((await keeper.restore()).status).toBe("signed-in");
    expect(waits.reduce((sum, ms) => sum + ms)).toBeLessThan(5_000);
  });
});

/** A keeper whose refresh always fails in this way. */
function failing(error: unknown): SessionKeeper {
  return new SessionKeeper({
    refresh: () => Promise.reject(error),
    lock: (run) => run(),
    pause: async () => undefined,
  });
}

describe("a page that is loaded anew in the middle of a refresh", () => {
  /** A server that takes the cookie before the present one for a while, as a browser that missed the answer sends it. */
  function server() {
    let present = 0;
    return (cookie: number) => {
      if (cookie !== present && cookie !== present - 1) throw refused(Code.Unauthenticated, "SESSION_ENDED");
      present += 1;
      return present;
    };
  }

  it("stays signed in: the old page's lease is given back, and the cookie it used up still holds", async () => {
    vi.useFakeTimers();
    const exchange = server();
    const cookie = 0;
    const before = new SessionKeeper({
      lock: leaseLock("refresh", localStorage),
      refresh: () => {
        exchange(cookie);
        // The answer never arrives: the browser drops the request with the page.
        return new Promise(() => undefined);
      },
    });
    before.restore();
    await vi.advanceTimersByTimeAsync(100);
    window.dispatchEvent(new Event("pagehide"));

    const after = new SessionKeeper({
      lock: leaseLock("refresh", localStorage),
      refresh: async () => grant(`token-${exchange(cookie)}`),
    });
    const restored = after.restore();
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await restored).status).toBe("signed-in");
    expect(await after.accessToken()).toBe("token-2");
  });
});
