import { type Activity, ActivityType } from "../../gen/kadans/v1/activity_pb";
import type { ActivityCount } from "../../live/view/overview";

/** The types that say whether enough people are at work. */
export const COUNTED_TYPES = [ActivityType.PRESENCE, ActivityType.BREAK, ActivityType.MEETING] as const;

/** How many people are scheduled for activities of a type now, and how many do one. */
export interface TypeCount {
  type: (typeof COUNTED_TYPES)[number];
  scheduled: number;
  actual: number;
}

/** Adds up the activities of each type; activities that are not known yet count for none. */
export function countTypes(
  counts: readonly ActivityCount[],
  activities: ReadonlyMap<string, Pick<Activity, "type">>,
): TypeCount[] {
  return COUNTED_TYPES.map((type) => {
    const ofType = counts.filter(({ id }) => activities.get(id)?.type === type);
    const sum = (key: "scheduled" | "actual") => ofType.reduce((total, count) => total + count[key], 0);
    return { type, scheduled: sum("scheduled"), actual: sum("actual") };
  });
}
