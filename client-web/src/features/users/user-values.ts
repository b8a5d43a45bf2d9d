import { t } from "@lingui/core/macro";
import type { Role } from "../../gen/kadans/v1/session_pb";
import { UserKind } from "../../gen/kadans/v1/user_pb";
import { isLimitedToUnits } from "./roles";

/** What is entered about a person or program. */
export interface UserValues extends Record<string, unknown> {
  name: string;
  email: string;
  /** Numbers of roles, as a group of checkboxes has them. */
  roles: string[];
  planningUnitIds: string[];
}

/** The roles of a form. */
export function rolesIn({ roles }: UserValues): Role[] {
  return roles.map(Number);
}

/** The planning units to send: none for those who see all of them anyway. */
export function planningUnitsIn(values: UserValues): string[] {
  return isLimitedToUnits(rolesIn(values)) ? values.planningUnitIds : [];
}

/** What is wrong with roles and planning units. */
export function roleRules(kind: UserKind) {
  return {
    roles: (roles: string[]) => (roles.length > 0 ? null : t`Choose at least one.`),
    planningUnitIds: (units: string[], values: UserValues) =>
      kind === UserKind.PERSON && isLimitedToUnits(rolesIn(values)) && units.length === 0
        ? t`Choose at least one.`
        : null,
  };
}
