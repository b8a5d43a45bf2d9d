import { useMutation } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { requiredText } from "../../ui/form/rules";
import { TimeZoneSelect } from "../../ui/form/TimeZoneSelect";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { notifyDone } from "../../ui/notify";
import { useAccountZone } from "../session/session-context";

/** Creates a planning unit. */
export function CreatePlanningUnitDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const zone = useAccountZone();
  const refresh = useRefresh(MappingService);
  const create = useMutation(MappingService.method.createPlanningUnit);
  const form = useForm({ initialValues: { name: "", timeZone: zone }, validate: { name: requiredText(100) } });
  const submit = useFormSubmit(form, {
    send: async ({ name, timeZone }) => {
      await create.mutateAsync({ name: name.trim(), timeZone });
      refresh();
      notifyDone(t`The planning unit “${name.trim()}” was created.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t`Create planning unit`}
      submitLabel={t`Create planning unit`}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t`Name`}
        description={t`Unique name in your account, e.g. a site or a team.`}
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps("name")}
      />
      <TimeZoneSelect
        include={zone}
        description={t`The days of its employees are cut in this zone.`}
        {...form.getInputProps("timeZone")}
      />
    </FormDialog>
  );
}
