import { useMutation } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { Group, Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { ExceptionKind } from "../../gen/kadans/v1/adherence_exception_pb";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { instantOf, localDateTime } from "../../lib/zoned";
import { fromMs } from "../../live/time";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { requiredText } from "../../ui/form/rules";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { notifyDone } from "../../ui/notify";

interface Props {
  employeeId: string;
  name: string;
  zone: string;
  /** What the form begins with, Unix ms. */
  stretch: { start: number; end: number };
  onClose: () => void;
}

/** Excuses a stretch of somebody's time, or approves it as in adherence. */
export function ExceptionDialog({ employeeId, name, zone, stretch, onClose }: Props) {
  const { t } = useLingui();
  const refresh = useRefresh(AdherenceService);
  const create = useMutation(AdherenceService.method.createAdherenceException);
  const isTime = (value: string) => (Number.isNaN(instantOf(value, zone)) ? t`Enter a day and a time.` : null);
  const form = useForm({
    initialValues: {
      kind: String(ExceptionKind.EXCUSED),
      startTime: localDateTime(stretch.start, zone),
      endTime: localDateTime(stretch.end, zone),
      reason: "",
    },
    validate: {
      startTime: isTime,
      endTime: (value, { startTime }) =>
        isTime(value) ??
        (instantOf(value, zone) > instantOf(startTime, zone) ? null : t`Enter a time after the begin.`),
      reason: requiredText(500),
    },
  });
  const submit = useFormSubmit(form, {
    send: async ({ kind, startTime, endTime, reason }) => {
      await create.mutateAsync({
        employeeId,
        kind: Number(kind),
        startTime: fromMs(instantOf(startTime, zone)),
        endTime: fromMs(instantOf(endTime, zone)),
        reason: reason.trim(),
      });
      refresh();
      notifyDone(t`The exception was saved; the figures follow it at once.`);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t`Exception for ${name}`}
      submitLabel={t`Save`}
      dirty={form.isDirty("reason")}
      submit={submit}
      onClose={onClose}
      size="lg"
    >
      <Radio.Group label={t`What is decided`} {...form.getInputProps("kind")}>
        <Stack gap="xs" mt="xs">
          <Radio
            value={String(ExceptionKind.EXCUSED)}
            label={t`Excuse`}
            description={t`The time counts for nothing.`}
          />
          <Radio
            value={String(ExceptionKind.IN_ADHERENCE)}
            label={t`Approve as in adherence`}
            description={t`Scheduled time counts as in adherence.`}
          />
        </Stack>
      </Radio.Group>
      <Group grow align="flex-start">
        <TextInput
          type="datetime-local"
          step={1}
          label={t`From`}
          description={zone}
          required
          {...form.getInputProps("startTime")}
        />
        <TextInput
          type="datetime-local"
          step={1}
          label={t`Until`}
          description={zone}
          required
          {...form.getInputProps("endTime")}
        />
      </Group>
      <Textarea
        label={t`Reason`}
        description={t`Kept with the record; everybody who sees this page can read it.`}
        required
        data-autofocus
        rows={3}
        {...form.getInputProps("reason")}
      />
    </FormDialog>
  );
}
