import { useLingui } from "@lingui/react/macro";
import { Role } from "../../gen/kadans/v1/session_pb";
import { UserKind } from "../../gen/kadans/v1/user_pb";

const OF_PEOPLE: readonly Role[] = [Role.ADMIN, Role.PLANNER, Role.SUPERVISOR];
const OF_PROGRAMS: readonly Role[] = [Role.SERVICE, ...OF_PEOPLE];

/** The roles that a person or a program can have, in the order in which they are offered. */
export function rolesOf(kind: UserKind): readonly Role[] {
  return kind === UserKind.PROGRAM ? OF_PROGRAMS : OF_PEOPLE;
}

/** Whether these roles see certain planning units alone; admins and planners see all of them. */
export function isLimitedToUnits(roles: readonly Role[]): boolean {
  return roles.length > 0 && !roles.includes(Role.ADMIN) && !roles.includes(Role.PLANNER);
}

/** A function that says in a line what a role may do. */
export function useRoleDescription(): (role: Role) => string {
  const { t } = useLingui();
  return (role) => {
    switch (role) {
      case Role.ADMIN:
        return t`Connects telephone systems, manages users and settings, and does all that planners do.`;
      case Role.PLANNER:
        return t`Assigns external users, maps statuses, loads schedules and decides on exceptions.`;
      case Role.SUPERVISOR:
        return t`Watches the adherence of their own planning units.`;
      default:
        return t`Reports statuses and watches adherence, for other systems.`;
    }
  };
}
