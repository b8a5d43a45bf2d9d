import { useMutation } from "@connectrpc/connect-query";
import { useLingui } from "@lingui/react/macro";
import { MultiSelect, Switch } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { ActivityMatches } from "../../gen/kadans/v1/activity_matches_pb";
import { type Activity, ActivityType } from "../../gen/kadans/v1/activity_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { ACTIVITY_TYPES, OFFLINE_ID, useActivityName, useActivityTypeName } from "../../lib/activities";
import { useRefresh } from "../../rpc/use-refresh";
import { FormDialog } from "../../ui/form/FormDialog";
import { useFormSubmit } from "../../ui/form/use-form-submit";
import { Notice } from "../../ui/Notice";
import { notifyDone } from "../../ui/notify";
import { isAbsenceType, matchesOf, valuesOf } from "./match-values";
import { useMatchSentence } from "./use-match-sentence";

interface Props {
  activity: Activity;
  /** As they are now; the form goes by these even if they change meanwhile, and the server tells. */
  matches: ActivityMatches;
  activities: Activity[];
  onClose: () => void;
  /** Starts again from what somebody else saved meanwhile. */
  onReload: () => void;
}

/** Edits with what an activity is in adherence. */
export function MatchDialog({ activity, matches, activities, onClose, onReload }: Props) {
  const { t } = useLingui();
  const name = useActivityName();
  const typeName = useActivityTypeName();
  const refresh = useRefresh(MappingService);
  const update = useMutation(MappingService.method.updateActivityMatches);
  const form = useForm({ initialValues: valuesOf(matches) });
  const sentence = useMatchSentence(new Map(activities.map((other) => [other.id, other])));
  const submit = useFormSubmit(form, {
    prefix: "activity_matches",
    send: async (values) => {
      await update.mutateAsync({ activityMatches: matchesOf(matches, values) });
      onClose();
      refresh();
      notifyDone(t`The matches of ${name(activity)} were saved, for the past as well.`);
    },
  });
  return (
    <FormDialog
      title={t`Matches: ${name(activity)}`}
      submitLabel={t`Save changes`}
      dirty={form.isDirty()}
      submit={submit}
      onClose={onClose}
      onReload={onReload}
      size="lg"
    >
      {activity.type !== ActivityType.UNSPECIFIED && (
        <Switch
          label={t`Matches scheduled activities of its own type (${typeName(activity.type)})`}
          {...form.getInputProps("typeMatch", { type: "checkbox" })}
        />
      )}
      {isAbsenceType(activity.type) && (
        <Switch
          label={t`Matches scheduled Absence, Illness and Vacation`}
          {...form.getInputProps("absenceMatch", { type: "checkbox" })}
        />
      )}
      <MultiSelect
        label={t`Also matches these activities`}
        description={activity.id === OFFLINE_ID && t`For agents who log out for a break or a meeting, choose it here.`}
        data={activities
          .filter(({ id }) => id !== activity.id)
          .map((other) => ({ value: other.id, label: name(other) }))}
        searchable
        clearable
        clearButtonProps={{ "aria-label": t`Clear the choice` }}
        {...form.getInputProps("matchedActivityIds")}
      />
      <MultiSelect
        label={t`Also matches all activities of these types`}
        data={ACTIVITY_TYPES.map((type) => ({ value: String(type), label: typeName(type) }))}
        clearable
        clearButtonProps={{ "aria-label": t`Clear the choice` }}
        {...form.getInputProps("matchedTypes")}
      />
      <Notice tone="not-scheduled" role="status" aria-live="polite">
        {sentence(activity, form.getValues())}
      </Notice>
    </FormDialog>
  );
}
