import { useLingui } from "@lingui/react/macro";
import { type Activity, ActivityType } from "../gen/kadans/v1/activity_pb";

/** The built-in activity that unmapped statuses count as. */
export const PRESENT_ID = "00000000-0000-0000-0000-000000000001";
/** The built-in activity of somebody who is logged out. */
export const OFFLINE_ID = "00000000-0000-0000-0000-000000000002";

/** The types in the order in which they are listed. */
export const ACTIVITY_TYPES = [
  ActivityType.PRESENCE,
  ActivityType.BREAK,
  ActivityType.MEETING,
  ActivityType.ABSENCE,
  ActivityType.ILLNESS,
  ActivityType.VACATION,
] as const;

/** A function that names activities: the built-in ones in the page's language, others as they are called. */
export function useActivityName(): (activity: Pick<Activity, "id" | "name">) => string {
  const { t } = useLingui();
  return ({ id, name }) => {
    if (id === PRESENT_ID) return t`Present`;
    if (id === OFFLINE_ID) return t`Offline`;
    return name;
  };
}

/** A function that names activity types. */
export function useActivityTypeName(): (type: ActivityType) => string {
  const { t } = useLingui();
  return (type) => {
    switch (type) {
      case ActivityType.PRESENCE:
        return t`Presence`;
      case ActivityType.BREAK:
        return t`Break`;
      case ActivityType.MEETING:
        return t`Meeting`;
      case ActivityType.ABSENCE:
        return t`Absence`;
      case ActivityType.ILLNESS:
        return t`Illness`;
      case ActivityType.VACATION:
        return t`Vacation`;
      default:
        return t`No type`;
    }
  };
}
