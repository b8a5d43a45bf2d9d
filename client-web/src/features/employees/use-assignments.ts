import { useMutation } from "@connectrpc/connect-query";
import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ExternalUser } from "../../gen/kadans/v1/external_user_pb";
import { MappingService, UnassignMode } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { notifyProblem, notifyUndoable } from "../../ui/notify";

/** An external user, as it is before it is assigned, and whom it is to belong to. */
export interface NewAssignment {
  user: ExternalUser;
  employeeId: string;
}

/** Assigns external users, and says so in a notification that can take it back. */
export function useAssignments() {
  const { t } = useLingui();
  const refresh = useRefresh(MappingService);
  const assignment = useMutation(MappingService.method.assignExternalUsers);
  const unassignment = useMutation(MappingService.method.unassignExternalUsers);

  /** Gives everybody back to whom they belonged before. */
  const undo = async (before: ExternalUser[]) => {
    const free = before.filter(({ employeeId }) => !employeeId).map(({ id }) => id);
    const moved = before.filter(({ employeeId }) => employeeId);
    try {
      if (free.length > 0) await unassignment.mutateAsync({ externalUserIds: free, mode: UnassignMode.UNDO });
      if (moved.length > 0) {
        const assignments = moved.map(({ id, employeeId }) => ({ externalUserId: id, employeeId }));
        await assignment.mutateAsync({ assignments });
      }
    } catch (error) {
      notifyProblem(t`The assignment could not be undone`, error, () => undo(before));
    }
    await refresh();
  };

  /** Assigns them, all or none, and returns them as they are then. */
  const assign = async (wanted: NewAssignment[]): Promise<ExternalUser[]> => {
    const assignments = wanted.map(({ user, employeeId }) => ({ externalUserId: user.id, employeeId }));
    const { externalUsers } = await assignment.mutateAsync({ assignments });
    const [first] = externalUsers;
    const message =
      first && externalUsers.length === 1
        ? t`${first.identifier} now belongs to ${first.employeeName}. The past is included, back to the first notification.`
        : plural(externalUsers.length, {
            one: "# external user was assigned. The past is included, back to the first notification.",
            other: "# external users were assigned. The past is included, back to the first notification.",
          });
    notifyUndoable(message, () => undo(wanted.map(({ user }) => user)));
    await refresh();
    return externalUsers;
  };

  return { assign, busy: assignment.isPending };
}
