import { useLingui } from "@lingui/react/macro";
import { Role } from "../../gen/kadans/v1/session_pb";

/** A function that names roles. */
export function useRoleName(): (role: Role) => string {
  const { t } = useLingui();
  return (role) => {
    switch (role) {
      case Role.ADMIN:
        return t`Admin`;
      case Role.PLANNER:
        return t`Planner`;
      case Role.SUPERVISOR:
        return t`Supervisor`;
      default:
        return t`Program`;
    }
  };
}
