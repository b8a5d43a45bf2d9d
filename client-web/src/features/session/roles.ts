import { Role, type Session } from "../../gen/kadans/v1/session_pb";

/** Who may see the board. */
export const BOARD_ROLES: readonly Role[] = [Role.ADMIN, Role.PLANNER, Role.SUPERVISOR];
/** Who says who is who and what is what. */
export const MAPPING_ROLES: readonly Role[] = [Role.ADMIN, Role.PLANNER];
/** Who connects telephone systems. */
export const INTEGRATION_ROLES: readonly Role[] = [Role.ADMIN];
/** Who says who gets in, and sees what was changed. */
export const ACCOUNT_ROLES: readonly Role[] = [Role.ADMIN];

/** Whether the session has one of the roles. */
export function hasRole(session: Session | undefined, roles: readonly Role[]): boolean {
  return session?.principal?.roles.some((role) => roles.includes(role)) ?? false;
}

/** Where somebody starts: an administrator with the connection, everybody else with the board. */
export function homeOf(session: Session | undefined): "/integrations" | "/board" {
  return hasRole(session, INTEGRATION_ROLES) ? "/integrations" : "/board";
}
