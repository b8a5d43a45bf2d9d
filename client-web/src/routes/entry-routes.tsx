import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { homeOf } from "../features/session/roles";
import { rootRoute } from "./root";

/** Where somebody wanted to go before signing in; only a path of this origin. */
function nextPath(value: unknown): string | undefined {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : undefined;
}

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: async ({ context }) => {
    const state = await context.keeper.restore();
    throw redirect({ to: state.status === "signed-in" ? homeOf(state.session) : "/sign-in", replace: true });
  },
});

/** Sign in with e-mail and password. */
export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: nextPath(search.next) }),
  beforeLoad: async ({ context, search }) => {
    const state = await context.keeper.restore().catch(() => context.keeper.current());
    if (state.status === "signed-in") throw redirect({ href: search.next ?? homeOf(state.session), replace: true });
  },
  component: lazyRouteComponent(() => import("../features/session/SignInPage"), "SignInPage"),
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/welcome",
  component: lazyRouteComponent(() => import("../features/session/WelcomePage"), "WelcomePage"),
});

/** The pages outside the shell. */
export const entryRoutes = [indexRoute, signInRoute, welcomeRoute];
