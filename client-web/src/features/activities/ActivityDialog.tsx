import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Select, Switch, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { ACTIVITY_TYPES, useActivityName, useActivityTypeName } from "../../lib/activities";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { chosen, optionalColor, requiredText } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { Notice } from "../../ui/Notice";
import { notifyDone } from "../../ui/notify";
import { ColorField } from "./ColorField";

interface Props {
  /** The activity to change, as it was when the dialog was opened; a new one if absent. */
  activity?: Activity;
  onClose: () => void;
  /** Starts again from what somebody else saved meanwhile. */
  onReload?: () => void;
}

interface Values extends Record<string, unknown> {
  name: string;
  /** As form fields hold it; empty as long as none is chosen. */
  type: string;
  color: string;
  paid: boolean;
}

/** Creates or changes an activity; of a built-in one only the colour can be changed. */
export function ActivityDialog({ activity, onClose, onReload }: Props) {
  const { t } = useLingui();
  const typeName = useActivityTypeName();
  const nameOf = useActivityName();
  const save = useSave(activity);
  const builtIn = activity?.builtIn ?? false;
  // Only a new activity can be left to the colour of its type.
  const colorRule = (value: string) => (activity ? chosen(value) : null) ?? optionalColor(value);
  const form = useForm<Values>({
    initialValues: {
      name: activity?.name ?? "",
      type: activity?.type ? String(activity.type) : "",
      color: activity?.color ?? "",
      paid: activity?.paid ?? true,
    },
    validate: { ...(!builtIn && { name: requiredText(100), type: chosen }), color: colorRule },
  });
  const submit = useFormSubmit(form, {
    prefix: "activity",
    send: async (values) => {
      await save(values);
      onClose();
    },
  });
  const type = form.getInputProps("type");
  const color = form.getInputProps("color");
  const title = activity ? t`Edit ${nameOf(activity)}` : t`Create activity`;
  return (
    <FormDialog
      title={title}
      submitLabel={activity ? t`Save changes` : title}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
      onReload={onReload}
    >
      {builtIn ? (
        <Text size="sm" c="dimmed">
          <Trans>This activity is built in: its name and type are fixed, its colour is yours.</Trans>
        </Text>
      ) : (
        <>
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
          {activity && Number(form.getValues().type) !== activity.type && (
            <Notice tone="wrong-activity" title={t`This acts on the past too`}>
              {t`The type decides what counts as working time and what matches what. Scores of past days change at once.`}
            </Notice>
          )}
        </>
      )}
      <ColorField
        description={activity ? t`On timelines and in lists.` : t`Leave empty for the colour of the type.`}
        value={color.value}
        onChange={color.onChange}
        error={color.error}
      />
      {!builtIn && <Switch label={t`Paid`} {...form.getInputProps("paid", { type: "checkbox" })} />}
    </FormDialog>
  );
}

function useSave(activity: Activity | undefined) {
  const { t } = useLingui();
  const refresh = useRefresh(MappingService);
  const create = useMutation(MappingService.method.createActivity);
  const update = useMutation(MappingService.method.updateActivity);
  const nameOf = useActivityName();
  return async (values: Values) => {
    const fields = {
      name: values.name.trim(),
      type: Number(values.type),
      color: values.color.toLowerCase(),
      paid: values.paid,
    };
    if (activity) {
      const { id, etag } = activity;
      const paths = activity.builtIn ? ["color"] : ["name", "type", "color", "paid"];
      await update.mutateAsync({ activity: { id, etag, ...fields }, updateMask: { paths } });
      notifyDone(t`“${nameOf({ id, name: fields.name })}” was saved.`);
    } else {
      await create.mutateAsync(fields);
      notifyDone(t`The activity “${fields.name}” was created.`);
    }
    refresh();
  };
}
