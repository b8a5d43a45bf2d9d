import { createRootRouteWithContext, Outlet } from "@tanstack/react-router";
import type { RouterContext } from "./router";

/** The root of all pages. */
export const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Outlet });
