import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Group } from "../../gen/kadans/v1/group_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { DeleteDialog } from "../../ui/DeleteDialog";
import { notifyDone } from "../../ui/notify";

/** Asks whether a group should be deleted. */
export function DeleteGroupDialog({ group: { id, name }, onClose }: { group: Group; onClose: () => void }) {
  const { t } = useLingui();
  const refresh = useRefresh(MappingService);
  const remove = useMutation(MappingService.method.deleteGroup);
  const onDelete = async () => {
    await remove.mutateAsync({ id });
    notifyDone(t`“${name}” was deleted.`);
    onClose();
    await refresh();
  };
  return (
    <DeleteDialog title={t`Delete “${name}”?`} confirmLabel={t`Delete group`} onDelete={onDelete} onClose={onClose}>
      <Trans>Its employees stay; they are only no longer in this group.</Trans>
    </DeleteDialog>
  );
}
