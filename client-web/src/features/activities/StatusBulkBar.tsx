import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import { BulkBar } from "../../ui/table/BulkBar";
import { ActivitySelect } from "./ActivitySelect";
import type { useMapStatuses } from "./use-map-statuses";

interface Props {
  mapping: ReturnType<typeof useMapStatuses>;
  activities: Activity[];
}

/** Maps all selected statuses to one activity, or takes their mappings away; else applies what rows were set to. */
export function StatusBulkBar({ mapping, activities }: Props) {
  const { t } = useLingui();
  const [activityId, setActivityId] = useState("");
  const { selected, choices } = mapping;
  const apply = (activityId: string) => {
    const all = [...selected.values()].filter((status) => status.activityId !== activityId);
    mapping.map(all.map((status) => ({ status, activityId })));
  };
  if (selected.size > 0) {
    const mapped = [...selected.values()].some((status) => status.activityId);
    return (
      <BulkBar
        wide
        count={plural(selected.size, { one: "# selected", other: "# selected" })}
        label={t`Map`}
        busy={mapping.busy}
        disabled={!activityId}
        onApply={() => apply(activityId)}
        onClear={mapping.clear}
      >
        <ActivitySelect
          label={t`Activity for all selected`}
          activities={activities}
          value={activityId}
          onChange={(id) => setActivityId(id ?? "")}
        />
        <Button size="xs" variant="default" disabled={!mapped} onClick={() => apply("")}>
          {t`Unmap`}
        </Button>
      </BulkBar>
    );
  }
  if (choices.size < 2) return null;
  return (
    <BulkBar
      count={plural(choices.size, { one: "# chosen", other: "# chosen" })}
      label={t`Map`}
      busy={mapping.busy}
      onApply={() => mapping.map([...choices.values()])}
      onClear={mapping.clear}
    />
  );
}
