import { useMutation } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import type { PlanningUnit } from "../../gen/kadans/v1/planning_unit_pb";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { requiredText } from "../../ui/form/rules";
import { TimeZoneSelect } from "../../ui/form/TimeZoneSelect";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { Notice } from "../../ui/Notice";
import { notifyDone } from "../../ui/notify";
import { useAccountZone } from "../session/session-context";

interface Props {
  /** The planning unit to change, as it was when the dialog was opened; a new one if absent. */
  unit?: PlanningUnit;
  onClose: () => void;
  /** Starts again from what somebody else saved meanwhile. */
  onReload?: () => void;
}

/** Creates or changes a planning unit. */
export function PlanningUnitDialog({ unit, onClose, onReload }: Props) {
  const { t } = useLingui();
  const accountZone = useAccountZone();
  const zone = unit?.timeZone ?? accountZone;
  const save = useSave(unit);
  const form = useForm({
    initialValues: { name: unit?.name ?? "", timeZone: zone },
    validate: { name: requiredText(100) },
  });
  const submit = useFormSubmit(form, {
    prefix: "planning_unit",
    send: async ({ name, timeZone }) => {
      await save(name.trim(), timeZone);
      onClose();
    },
  });
  const title = unit ? t`Edit planning unit` : t`Create planning unit`;
  return (
    <FormDialog
      title={title}
      submitLabel={unit ? t`Save changes` : title}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
      onReload={onReload}
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
      {unit && form.getValues().timeZone !== unit.timeZone && (
        <Notice tone="wrong-activity">
          {t`Days will be cut anew, for the past as well: scores of past days change.`}
        </Notice>
      )}
    </FormDialog>
  );
}

function useSave(unit: PlanningUnit | undefined) {
  const { t } = useLingui();
  const refresh = useRefresh(MappingService);
  const create = useMutation(MappingService.method.createPlanningUnit);
  const update = useMutation(MappingService.method.updatePlanningUnit);
  return async (name: string, timeZone: string) => {
    if (unit) {
      await update.mutateAsync({
        planningUnit: { id: unit.id, etag: unit.etag, name, timeZone },
        updateMask: { paths: ["name", "time_zone"] },
      });
      notifyDone(t`“${name}” was saved.`);
    } else {
      await create.mutateAsync({ name, timeZone });
      notifyDone(t`The planning unit “${name}” was created.`);
    }
    refresh();
  };
}
