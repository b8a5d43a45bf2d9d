import { useMutation } from "@connectrpc/connect-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ReactNode } from "react";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { type AdherenceSettings, UnmappedPolicy } from "../../gen/kadans/v1/adherence_settings_pb";
import { UnsavedGuard } from "../../ui/form/UnsavedGuard";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { notifyProblem, notifyUndoable } from "../../ui/notify";
import { Panel } from "../../ui/Panel";
import { Problem } from "../../ui/Problem";
import { DurationField } from "./DurationField";
import {
  checkDuration,
  checkTarget,
  DURATION_NAMES,
  type DurationName,
  type SettingsValues,
  settingsOf,
  valuesOf,
} from "./form-values";
import css from "./settings.module.css";

interface Props {
  settings: AdherenceSettings;
  /** Whether the reader may change them. */
  editable: boolean;
  /** Loads the settings anew, after they were saved or because somebody else changed them. */
  onReload: () => Promise<unknown>;
}

/** The account's rules of adherence. */
export function SettingsForm({ settings, editable, onReload }: Props) {
  const { t } = useLingui();
  const update = useMutation(AdherenceService.method.updateAdherenceSettings);
  const form = useForm<SettingsValues>({
    initialValues: valuesOf(settings),
    validate: {
      targetPercent: checkTarget,
      ...Object.fromEntries(
        DURATION_NAMES.map((name) => [name, (_: unknown, values: SettingsValues) => checkDuration(name, values[name])]),
      ),
    },
  });
  const undo = async (etag: string) => {
    try {
      await update.mutateAsync({ settings: { ...settings, etag } });
      await onReload();
    } catch (error) {
      notifyProblem(t`The old settings could not be restored`, error, () => void undo(etag));
    }
  };
  const submit = useFormSubmit(form, {
    prefix: "settings",
    send: async (values) => {
      const saved = await update.mutateAsync({ settings: settingsOf(values, settings.etag) });
      const etag = saved.settings?.etag ?? "";
      notifyUndoable(t`The settings were saved, for the past as well.`, () => void undo(etag));
      form.resetDirty();
      await onReload();
    },
  });
  const duration = (name: DurationName, label: string, description?: string) => (
    <DurationField label={label} description={description} readOnly={!editable} {...form.getInputProps(name)} />
  );
  return (
    <form {...submit.formProps}>
      <Stack gap="md">
        <Panel title={t`Target`}>
          <TextInput
            classNames={{ wrapper: css.number }}
            label={t`Adherence Target Score`}
            inputMode="decimal"
            autoComplete="off"
            readOnly={!editable}
            rightSection={<Unit>%</Unit>}
            {...form.getInputProps("targetPercent")}
          />
        </Panel>
        <Panel title={t`Buffer time`} lead={t`How long a deviation may last before it counts as out of adherence.`}>
          <Stack gap="md">
            {duration("notPresentBuffer", t`Not present`, t`Scheduled, but logged out.`)}
            {duration("wrongActivityBuffer", t`Wrong activity`, t`Scheduled, but doing something else.`)}
            {duration("notScheduledBuffer", t`Not scheduled`, t`Working without being scheduled.`)}
            {duration("severeAfter", t`Severe after`, t`From when on a deviation is marked as severe.`)}
          </Stack>
        </Panel>
        <Panel title={t`When data is missing`}>
          <Stack gap="md">
            <Radio.Group label={t`An unmapped external status counts as`} {...form.getInputProps("unmappedPolicy")}>
              <Stack gap="xs" mt="xs">
                <Radio
                  value={String(UnmappedPolicy.PRESENT)}
                  label={t`Present`}
                  description={t`The built-in activity: whoever is logged in is at work.`}
                  disabled={!editable}
                />
                <Radio
                  value={String(UnmappedPolicy.UNKNOWN)}
                  label={t`Unknown`}
                  description={t`Left out of all scores until the status is mapped.`}
                  disabled={!editable}
                />
              </Stack>
            </Radio.Group>
            {duration(
              "silenceAfter",
              t`An integration is silent after`,
              t`Without any sign of life for so long, its agents are unknown. 0 = never.`,
            )}
            {duration(
              "autoLogoutAfter",
              t`Automatic logout after`,
              t`An agent of whom nothing was heard for so long counts as logged out.`,
            )}
          </Stack>
        </Panel>
        {submit.error !== undefined && (
          <Problem
            error={submit.error}
            title={t`The settings could not be saved`}
            onRetry={submit.retry}
            onReload={() => void onReload()}
          />
        )}
        {editable && (
          <Group gap="sm">
            <Button type="submit" loading={submit.busy} disabled={!form.isDirty()}>
              <Trans>Save changes</Trans>
            </Button>
            <Button variant="default" disabled={!form.isDirty()} onClick={form.reset}>
              <Trans>Discard changes</Trans>
            </Button>
          </Group>
        )}
      </Stack>
      <UnsavedGuard dirty={form.isDirty()} />
    </form>
  );
}

function Unit({ children }: { children: ReactNode }) {
  return (
    <Text size="xs" c="dimmed" aria-hidden="true">
      {children}
    </Text>
  );
}
