import type { QueryClient } from "@tanstack/react-query";
import { createRouter, type RouterHistory } from "@tanstack/react-router";
import type { SessionKeeper } from "../rpc/session-keeper";
import { Failure } from "../ui/Failure";
import { NotFound } from "../ui/NotFound";
import { PageSkeleton } from "../ui/PageSkeleton";
import { appRoutes } from "./app-routes";
import { entryRoutes } from "./entry-routes";
import { rootRoute } from "./root";

/** What routes can count on. */
export interface RouterContext {
  keeper: SessionKeeper;
  queryClient: QueryClient;
}

const routeTree = rootRoute.addChildren([...entryRoutes, appRoutes]);

/** The pages of the product; tests pass a history of their own. */
export function createAppRouter(context: RouterContext, history?: RouterHistory) {
  return createRouter({
    routeTree,
    context,
    history,
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultPendingComponent: PageSkeleton,
    defaultErrorComponent: Failure,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
  });
}

/** The router of the product. */
export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
