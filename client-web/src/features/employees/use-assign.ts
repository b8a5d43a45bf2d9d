import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { ExternalUser } from "../../gen/kadans/v1/external_user_pb";
import { notifyProblem } from "../../ui/notify";
import type { EmployeeChoice } from "./EmployeeSelect";
import { useAssignments } from "./use-assignments";

/** The server takes at most this many at once. */
const AT_ONCE = 500;

/** What is chosen but not yet assigned. */
interface Choice {
  user: ExternalUser;
  employee: EmployeeChoice;
}

/** Collects choices by external user, and assigns one or several of them. */
export function useAssign() {
  const { t } = useLingui();
  const [choices, setChoices] = useState<ReadonlyMap<string, Choice>>(new Map());
  const assignments = useAssignments();

  const choose = (user: ExternalUser, employee: EmployeeChoice | undefined) => {
    const next = new Map(choices);
    if (employee) next.set(user.id, { user, employee });
    else next.delete(user.id);
    setChoices(next);
  };

  const assign = async (externalUserIds: string[]) => {
    const chosen = externalUserIds.slice(0, AT_ONCE).flatMap((id) => choices.get(id) ?? []);
    try {
      await assignments.assign(chosen.map(({ user, employee }) => ({ user, employeeId: employee.id })));
      const done = new Set(chosen.map(({ user }) => user.id));
      setChoices((before) => new Map([...before].filter(([id]) => !done.has(id))));
    } catch (error) {
      notifyProblem(t`Nothing was assigned`, error, () => assign(externalUserIds));
    }
  };

  return { choices, choose, clear: () => setChoices(new Map()), assign, busy: assignments.busy };
}
