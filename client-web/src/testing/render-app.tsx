import { type ConnectRouter, createRouterTransport } from "@connectrpc/connect";
import { notifications } from "@mantine/notifications";
import { createMemoryHistory } from "@tanstack/react-router";
import { configure, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach } from "vitest";
import { App } from "../App";
import { Role, type Session } from "../gen/kadans/v1/session_pb";
import { createAppRouter } from "../routes/router";
import { createQueryClient } from "../rpc/query-client";
import { SessionKeeper } from "../rpc/session-keeper";
import { sessionOf } from "./session";

// Pages come as chunks, which a busy machine takes its time to compile.
configure({ asyncUtilTimeout: 8_000 });

afterEach(() => notifications.clean());

interface Options {
  /** Address of the page, e.g. `/employees?tab=external`. */
  path: string;
  /** What the server answers. */
  services: (router: ConnectRouter) => void;
  /** Who is signed in; nobody if null, an administrator if absent. */
  session?: Session | null;
}

/** Renders the whole client at an address, against services in memory. */
export function renderApp({ path, services, session = sessionOf(Role.ADMIN, Role.PLANNER) }: Options) {
  const transport = createRouterTransport(services);
  const keeper = new SessionKeeper({
    lock: (run) => run(),
    refresh: () => Promise.reject(new Error("no test refreshes by itself")),
  });
  if (session) keeper.adopt({ accessToken: "token", lifetimeMs: 3_600_000, session });
  else keeper.end();
  const queryClient = createQueryClient();
  queryClient.setDefaultOptions({ queries: { retry: false } });
  const router = createAppRouter({ keeper, queryClient }, createMemoryHistory({ initialEntries: [path] }));
  render(<App keeper={keeper} transport={transport} queryClient={queryClient} router={router} still />);
  return { user: userEvent.setup(), router, keeper };
}
