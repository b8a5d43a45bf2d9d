import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { DeleteDialog } from "../../ui/DeleteDialog";
import { notifyDone } from "../../ui/notify";

/** Asks whether an activity should be deleted. */
export function DeleteActivityDialog({ activity, onClose }: { activity: Activity; onClose: () => void }) {
  const { t } = useLingui();
  const refresh = useRefresh(MappingService);
  const remove = useMutation(MappingService.method.deleteActivity);
  const { id, name } = activity;
  const onDelete = async () => {
    await remove.mutateAsync({ id });
    notifyDone(t`“${name}” was deleted.`);
    onClose();
    await refresh();
  };
  return (
    <DeleteDialog
      title={t`Delete “${name}”?`}
      confirmLabel={t`Delete activity`}
      inUse={
        <Trans>
          Map its external statuses to another activity, take it out of the activity matches, and replace it in the
          schedules. Then it can be deleted.
        </Trans>
      }
      onDelete={onDelete}
      onClose={onClose}
    >
      <Trans>Only an activity that nothing uses can be deleted.</Trans>
    </DeleteDialog>
  );
}
