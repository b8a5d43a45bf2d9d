import { useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import { OFFLINE_ID, useActivityName } from "../../lib/activities";
import { ActivityLabel } from "../../ui/ActivityLabel";

interface Props {
  /** What the activity is chosen for, for assistive technology. */
  label: string;
  activities: Activity[];
  /** Id of an activity; empty for none. */
  value: string;
  onChange: (id: string | undefined) => void;
  /** What stands there as long as none is chosen. */
  placeholder?: string;
}

/** Chooses an activity that an external status can stand for; Offline can't be. */
export function ActivitySelect({ label, activities, value, onChange, placeholder }: Props) {
  const { t } = useLingui();
  const name = useActivityName();
  const choices = activities.filter(({ id }) => id !== OFFLINE_ID);
  const byId = new Map(choices.map((activity) => [activity.id, activity]));
  return (
    <Select
      aria-label={label}
      placeholder={placeholder ?? t`Choose an activity`}
      size="xs"
      flex={1}
      miw={150}
      searchable
      allowDeselect={false}
      data={choices.map((activity) => ({ value: activity.id, label: name(activity) }))}
      value={value || null}
      onChange={(id) => onChange(id ?? undefined)}
      nothingFoundMessage={t`No such activity`}
      comboboxProps={{ withinPortal: true, width: 240, position: "bottom-start" }}
      renderOption={({ option }) => {
        const activity = byId.get(option.value);
        return activity ? <ActivityLabel activity={activity} /> : option.label;
      }}
    />
  );
}
