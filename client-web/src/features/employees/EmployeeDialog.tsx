import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Anchor, MultiSelect, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Employee } from "../../gen/kadans/v1/employee_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { chosen, optionalEmail, optionalText, requiredText } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { notifyDone } from "../../ui/notify";
import { type EmployeeValues, fieldsOf, valuesOf } from "./employee-values";
import { useGroups } from "./use-groups";
import { usePlanningUnits } from "./use-planning-units";

interface Props {
  /** The employee to change, as they were when the dialog was opened; a new one if absent. */
  employee?: Employee;
  onClose: () => void;
  /** Leads to the dialog for a planning unit, without which there can be no employee. */
  onCreateUnit?: () => void;
  /** Starts again from what somebody else saved meanwhile. */
  onReload?: () => void;
}

/** Creates or changes an employee. */
export function EmployeeDialog({ employee, onClose, onCreateUnit, onReload }: Props) {
  const { t } = useLingui();
  const { units, isPending } = usePlanningUnits();
  const { groups } = useGroups();
  const save = useSave(employee);
  const onlyUnit = units.length === 1 ? (units[0]?.id ?? "") : "";
  const form = useForm<EmployeeValues>({
    initialValues: valuesOf(employee),
    validate: {
      name: requiredText(200),
      email: optionalEmail,
      personnelNumber: optionalText(100),
      planningUnitId: (value) => chosen(value || onlyUnit),
    },
  });
  const submit = useFormSubmit(form, {
    prefix: "employee",
    send: async (values) => {
      await save({ ...values, planningUnitId: values.planningUnitId || onlyUnit });
      onClose();
    },
  });
  const unit = form.getInputProps("planningUnitId");
  const title = employee ? t`Edit employee` : t`Create employee`;
  return (
    <FormDialog
      title={title}
      submitLabel={employee ? t`Save changes` : title}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
      onReload={onReload}
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
        value={unit.value || onlyUnit || null}
        onChange={(value) => unit.onChange(value ?? "")}
      />
      <TextInput label={t`E-mail`} type="email" autoComplete="off" {...form.getInputProps("email")} />
      <TextInput
        label={t`Personnel number`}
        description={t`As in your personnel system; unique.`}
        autoComplete="off"
        {...form.getInputProps("personnelNumber")}
      />
      {groups.length > 0 && (
        <MultiSelect
          label={t`Groups`}
          data={groups.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t`Leave all groups` }}
          {...form.getInputProps("groupIds")}
        />
      )}
    </FormDialog>
  );
}

function useSave(employee: Employee | undefined) {
  const { t } = useLingui();
  const refresh = useRefresh(MappingService);
  const create = useMutation(MappingService.method.createEmployee);
  const update = useMutation(MappingService.method.updateEmployee);
  return async (values: EmployeeValues) => {
    const fields = fieldsOf(values);
    if (employee) {
      const { id, etag } = employee;
      const paths = ["name", "email", "personnel_number", "planning_unit_id", "group_ids"];
      await update.mutateAsync({ employee: { id, etag, ...fields }, updateMask: { paths } });
      notifyDone(t`“${fields.name}” was saved.`);
    } else {
      await create.mutateAsync(fields);
      notifyDone(t`${fields.name} was created.`);
    }
    refresh();
  };
}
