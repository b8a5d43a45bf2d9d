import { useMutation } from "@connectrpc/connect-query";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { notifyDone, notifyProblem } from "../../ui/notify";
import type { EmployeeChoice } from "./EmployeeSelect";

/** What is chosen but not yet assigned: employees by external user. */
export type Choices = ReadonlyMap<string, EmployeeChoice>;

/** The server takes at most this many at once. */
const AT_ONCE = 500;

/** Collects choices, and assigns one or several of them. */
export function useAssign() {
  const { t } = useLingui();
  const [choices, setChoices] = useState<Choices>(new Map());
  const refresh = useRefresh(MappingService);
  const mutation = useMutation(MappingService.method.assignExternalUsers);

  const choose = (externalUserId: string, employee: EmployeeChoice | undefined) => {
    const next = new Map(choices);
    if (employee) next.set(externalUserId, employee);
    else next.delete(externalUserId);
    setChoices(next);
  };

  const assign = async (externalUserIds: string[]) => {
    const chosen = externalUserIds.slice(0, AT_ONCE).flatMap((id) => {
      const employee = choices.get(id);
      return employee ? [{ externalUserId: id, employeeId: employee.id }] : [];
    });
    try {
      const { externalUsers } = await mutation.mutateAsync({ assignments: chosen });
      setChoices((before) => {
        const done = new Set(chosen.map(({ externalUserId }) => externalUserId));
        return new Map([...before].filter(([id]) => !done.has(id)));
      });
      const [first] = externalUsers;
      notifyDone(
        first && externalUsers.length === 1
          ? t`${first.identifier} now belongs to ${first.employeeName}. The past is included, back to the first notification.`
          : plural(externalUsers.length, {
              one: "# external user was assigned. The past is included, back to the first notification.",
              other: "# external users were assigned. The past is included, back to the first notification.",
            }),
      );
      await refresh();
    } catch (error) {
      notifyProblem(t`Nothing was assigned`, error, () => assign(externalUserIds));
    }
  };

  return { choices, choose, clear: () => setChoices(new Map()), assign, busy: mutation.isPending };
}
