import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { parseActivitiesSearch } from "../features/activities/search";
import { parseAuditSearch } from "../features/audit/search";
import { parseEmployeesSearch } from "../features/employees/search";
import { parseNotificationsSearch } from "../features/notifications/search";
import { parsePersonSearch } from "../features/person/search";
import { parseSchedulesSearch } from "../features/schedules/search";
import { ACCOUNT_ROLES, BOARD_ROLES, INTEGRATION_ROLES, MAPPING_ROLES } from "../features/session/roles";
import { parseUsersSearch } from "../features/users/search";
import type { Role } from "../gen/kadans/v1/session_pb";
import { withTexts } from "../lib/i18n";
import { rootRoute } from "./root";

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** Who may see the page; everybody who is signed in if absent. */
    roles?: readonly Role[];
  }
}

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "app",
  beforeLoad: async ({ context, location }) => {
    const state = await context.keeper.restore();
    if (state.status !== "signed-in") {
      throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
    }
  },
  component: lazyRouteComponent(() => import("../ui/shell/Shell"), "Shell"),
});

const boardRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/board",
  staticData: { roles: BOARD_ROLES },
  validateSearch: (search: Record<string, unknown>) => search,
  component: lazyRouteComponent(() => import("../features/board")),
});

const personRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/people/$employeeId",
  staticData: { roles: BOARD_ROLES },
  validateSearch: parsePersonSearch,
  component: lazyRouteComponent(() => import("../features/person/PersonPage"), "PersonPage"),
});

const adherenceSettingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/settings/adherence",
  staticData: { roles: BOARD_ROLES },
  component: lazyRouteComponent(() => import("../features/adherence-settings/SettingsPage"), "SettingsPage"),
});

const schedulesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/schedules",
  staticData: { roles: MAPPING_ROLES },
  validateSearch: parseSchedulesSearch,
  component: lazyRouteComponent(() => import("../features/schedules/SchedulesPage"), "SchedulesPage"),
});

const integrationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/integrations",
  staticData: { roles: INTEGRATION_ROLES },
  component: lazyRouteComponent(() => import("../features/integrations/IntegrationsPage"), "IntegrationsPage"),
});

const newIntegrationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/integrations/new",
  staticData: { roles: INTEGRATION_ROLES },
  validateSearch: (search: Record<string, unknown>): { vendor?: string } =>
    typeof search.vendor === "string" ? { vendor: search.vendor } : {},
  component: lazyRouteComponent(() => import("../features/integrations/NewIntegrationPage"), "NewIntegrationPage"),
});

const integrationRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/integrations/$id",
  staticData: { roles: INTEGRATION_ROLES },
  component: lazyRouteComponent(() => import("../features/integrations/IntegrationPage"), "IntegrationPage"),
});

const notificationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/integrations/$id/notifications",
  staticData: { roles: INTEGRATION_ROLES },
  validateSearch: parseNotificationsSearch,
  component: lazyRouteComponent(
    () => withTexts("feed", import("../features/notifications/NotificationsPage")),
    "NotificationsPage",
  ),
});

const notificationFormatRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/integrations/$id/format",
  staticData: { roles: INTEGRATION_ROLES },
  component: lazyRouteComponent(
    () => withTexts("feed", import("../features/notification-format/FormatPage")),
    "FormatPage",
  ),
});

const quarantineRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/integrations/$id/quarantine",
  staticData: { roles: INTEGRATION_ROLES },
  component: lazyRouteComponent(
    () => withTexts("feed", import("../features/quarantine/QuarantinePage")),
    "QuarantinePage",
  ),
});

const employeesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/employees",
  staticData: { roles: MAPPING_ROLES },
  validateSearch: parseEmployeesSearch,
  component: lazyRouteComponent(() => import("../features/employees/EmployeesPage"), "EmployeesPage"),
});

const activitiesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/activities",
  staticData: { roles: MAPPING_ROLES },
  validateSearch: parseActivitiesSearch,
  component: lazyRouteComponent(() => import("../features/activities/ActivitiesPage"), "ActivitiesPage"),
});

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/users",
  staticData: { roles: ACCOUNT_ROLES },
  validateSearch: parseUsersSearch,
  component: lazyRouteComponent(() => import("../features/users/UsersPage"), "UsersPage"),
});

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/audit",
  staticData: { roles: ACCOUNT_ROLES },
  validateSearch: parseAuditSearch,
  component: lazyRouteComponent(() => withTexts("feed", import("../features/audit/AuditPage")), "AuditPage"),
});

const passwordRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: "/password",
  component: lazyRouteComponent(() => import("../features/password/PasswordPage"), "PasswordPage"),
});

/** The pages inside the shell, for people who are signed in. */
export const appRoutes = shellRoute.addChildren([
  boardRoute,
  personRoute,
  schedulesRoute,
  adherenceSettingsRoute,
  integrationsRoute,
  newIntegrationRoute,
  integrationRoute,
  notificationsRoute,
  notificationFormatRoute,
  quarantineRoute,
  employeesRoute,
  activitiesRoute,
  usersRoute,
  auditRoute,
  passwordRoute,
]);
