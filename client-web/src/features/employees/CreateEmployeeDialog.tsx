import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { chosen, optionalEmail, optionalText, requiredText } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { notifyDone } from "../../ui/notify";
import { usePlanningUnits } from "./use-planning-units";

interface Props {
  onClose: () => void;
  /** Leads to the dialog for a planning unit, without which there can be no employee. */
  onCreateUnit: () => void;
}

/** Creates an employee. */
export function CreateEmployeeDialog({ onClose, onCreateUnit }: Props) {
  const { t } = useLingui();
  const { units, isPending } = usePlanningUnits();
  const refresh = useRefresh(MappingService);
  const create = useMutation(MappingService.method.createEmployee);
  const form = useForm({
    initialValues: { name: "", email: "", personnelNumber: "", planningUnitId: "" },
    validate: {
      name: requiredText(200),
      email: optionalEmail,
      personnelNumber: optionalText(100),
      planningUnitId: (value) => chosen(value || (units.length === 1 ? (units[0]?.id ?? "") : "")),
    },
  });
  const submit = useFormSubmit(form, {
    send: async (values) => {
      const { employee } = await create.mutateAsync({
        name: values.name.trim(),
        email: values.email.trim(),
        personnelNumber: values.personnelNumber.trim(),
        planningUnitId: values.planningUnitId || units[0]?.id,
      });
      refresh();
      notifyDone(t`${employee?.name ?? values.name} was created.`);
      onClose();
    },
  });
  const unit = form.getInputProps("planningUnitId");
  return (
    <FormDialog
      title={t`Create employee`}
      submitLabel={t`Create employee`}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
    >
      <TextInput label={t`Name`} required data-autofocus autoComplete="off" {...form.getInputProps("name")} />
      <Select
        label={t`Planning unit`}
        required
        searchable
        data={units.map(({ id, name, timeZone }) => ({ value: id, label: `${name} (${timeZone})` }))}
        description={
          !isPending &&
          units.length === 0 && (
            <>
              <Trans>There is no planning unit yet.</Trans>{" "}
              <Anchor component="button" type="button" size="xs" onClick={onCreateUnit}>
                <Trans>Create planning unit</Trans>
              </Anchor>
            </>
          )
        }
        {...unit}
        value={unit.value || (units.length === 1 ? units[0]?.id : null)}
        onChange={(value) => unit.onChange(value ?? "")}
      />
      <TextInput label={t`E-mail`} type="email" autoComplete="off" {...form.getInputProps("email")} />
      <TextInput
        label={t`Personnel number`}
        description={t`As in your personnel system; unique.`}
        autoComplete="off"
        {...form.getInputProps("personnelNumber")}
      />
    </FormDialog>
  );
}
