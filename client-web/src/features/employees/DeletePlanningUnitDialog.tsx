import { useMutation } from "@connectrpc/connect-query";
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import type { PlanningUnit } from "../../gen/kadans/v1/planning_unit_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { DeleteDialog } from "../../ui/DeleteDialog";
import { notifyDone } from "../../ui/notify";

/** Asks whether a planning unit should be deleted. */
export function DeletePlanningUnitDialog({ unit, onClose }: { unit: PlanningUnit; onClose: () => void }) {
  const { t } = useLingui();
  const refresh = useRefresh(MappingService);
  const remove = useMutation(MappingService.method.deletePlanningUnit);
  const { id, name, employeeCount: count } = unit;
  const onDelete = async () => {
    await remove.mutateAsync({ id });
    notifyDone(t`“${name}” was deleted.`);
    onClose();
    await refresh();
  };
  return (
    <DeleteDialog
      title={t`Delete “${name}”?`}
      confirmLabel={t`Delete planning unit`}
      knownUses={count > 0 ? [plural(count, { one: "# employee", other: "# employees" })] : undefined}
      inUse={
        <Trans>
          Move its employees to another planning unit, and take it from the users who see only certain planning units.
          Then it can be deleted.
        </Trans>
      }
      onDelete={onDelete}
      onClose={onClose}
    >
      <Trans>Only a planning unit that nobody belongs to can be deleted.</Trans>
    </DeleteDialog>
  );
}
