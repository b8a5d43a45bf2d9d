import { useMutation } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Group } from "../../gen/kadans/v1/group_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { requiredText } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { notifyDone } from "../../ui/notify";

interface Props {
  /** The group to rename, as it was when the dialog was opened; a new one if absent. */
  group?: Group;
  onClose: () => void;
  /** Told the new group, so that somebody can be put into it. */
  onCreated?: (group: Group) => void;
  /** Starts again from what somebody else saved meanwhile. */
  onReload?: () => void;
}

/** Creates or renames a group. */
export function GroupDialog({ group, onClose, onCreated, onReload }: Props) {
  const { t } = useLingui();
  const refresh = useRefresh(MappingService);
  const create = useMutation(MappingService.method.createGroup);
  const update = useMutation(MappingService.method.updateGroup);
  const form = useForm({ initialValues: { name: group?.name ?? "" }, validate: { name: requiredText(100) } });
  const submit = useFormSubmit(form, {
    prefix: "group",
    send: async (values) => {
      const name = values.name.trim();
      if (group) {
        await update.mutateAsync({ group: { id: group.id, etag: group.etag, name }, updateMask: { paths: ["name"] } });
        notifyDone(t`“${name}” was saved.`);
        onClose();
      } else {
        const created = await create.mutateAsync({ name });
        notifyDone(t`The group “${name}” was created.`);
        onClose();
        if (created.group) onCreated?.(created.group);
      }
      refresh();
    },
  });
  const title = group ? t`Rename group` : t`Create group`;
  return (
    <FormDialog
      title={title}
      submitLabel={group ? t`Save changes` : title}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
      onReload={onReload}
    >
      <TextInput
        label={t`Name`}
        description={t`Unique name in your account. A group can have employees of several planning units.`}
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps("name")}
      />
    </FormDialog>
  );
}
