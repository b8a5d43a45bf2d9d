import type { Activity } from "../gen/kadans/v1/activity_pb";
import { useActivityName } from "../lib/activities";
import classes from "./ActivityLabel.module.css";

/** An activity's name beside its colour. */
export function ActivityLabel({ activity }: { activity: Pick<Activity, "id" | "name" | "color"> }) {
  const name = useActivityName()(activity);
  return (
    <span className={classes.label}>
      <span className={classes.swatch} style={{ background: activity.color }} aria-hidden="true" />
      {name}
    </span>
  );
}
