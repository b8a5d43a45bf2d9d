import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Employee } from "../../gen/kadans/v1/employee_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { DeleteDialog } from "../../ui/DeleteDialog";
import { notifyDone } from "../../ui/notify";

/** Asks whether an employee should be deleted; once more if something hangs on them. */
export function DeleteEmployeeDialog({ employee, onClose }: { employee: Employee; onClose: () => void }) {
  const { t } = useLingui();
  const refresh = useRefresh(MappingService);
  const remove = useMutation(MappingService.method.deleteEmployee);
  const { id, name } = employee;
  const onDelete = async (force: boolean) => {
    await remove.mutateAsync({ id, force });
    notifyDone(t`“${name}” was deleted.`);
    onClose();
    await refresh();
  };
  return (
    <DeleteDialog
      title={t`Delete “${name}”?`}
      confirmLabel={t`Delete employee`}
      force={
        <Trans>
          Deleting {name} anyway deletes their schedules and exceptions too. Their external users become unassigned, as
          if they had never been assigned; what was recorded under them is kept. This can’t be undone.
        </Trans>
      }
      onDelete={onDelete}
      onClose={onClose}
    >
      <Trans>
        {name} disappears from the board and from reports. To stop only the telephone system’s data, end the assignment
        of the external users instead.
      </Trans>
    </DeleteDialog>
  );
}
