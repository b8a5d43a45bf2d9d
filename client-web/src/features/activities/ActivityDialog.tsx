import "@mantine/core/styles/ColorSwatch.css";
import "@mantine/core/styles/ColorPicker.css";
import "@mantine/core/styles/ColorInput.css";
import { useMutation } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { ColorInput, Select, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { ACTIVITY_TYPES, useActivityTypeName } from "../../lib/activities";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { chosen, optionalColor, requiredText } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { notifyDone } from "../../ui/notify";
import { SWATCHES } from "./swatches";

/** Creates an activity. */
export function CreateActivityDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const typeName = useActivityTypeName();
  const refresh = useRefresh(MappingService);
  const create = useMutation(MappingService.method.createActivity);
  const form = useForm({
    initialValues: { name: "", type: "", color: "", paid: true },
    validate: { name: requiredText(100), type: chosen, color: optionalColor },
  });
  const submit = useFormSubmit(form, {
    send: async ({ name, type, color, paid }) => {
      await create.mutateAsync({ name: name.trim(), type: Number(type), color: color.toLowerCase(), paid });
      refresh();
      notifyDone(t`The activity “${name.trim()}” was created.`);
      onClose();
    },
  });
  const type = form.getInputProps("type");
  return (
    <FormDialog
      title={t`Create activity`}
      submitLabel={t`Create activity`}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t`Name`}
        description={t`Unique name in your account.`}
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps("name")}
      />
      <Select
        label={t`Activity type`}
        required
        data={ACTIVITY_TYPES.map((value) => ({ value: String(value), label: typeName(value) }))}
        {...type}
        value={type.value || null}
        onChange={(value) => type.onChange(value ?? "")}
      />
      <ColorInput
        label={t`Colour`}
        description={t`Leave empty for the colour of the type.`}
        swatches={SWATCHES}
        swatchesPerRow={8}
        withEyeDropper={false}
        {...form.getInputProps("color")}
      />
      <Switch label={t`Paid`} {...form.getInputProps("paid", { type: "checkbox" })} />
    </FormDialog>
  );
}
