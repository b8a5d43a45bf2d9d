import type { ActivityMatches } from "../../gen/kadans/v1/activity_matches_pb";
import { type Activity, ActivityType } from "../../gen/kadans/v1/activity_pb";
import { ACTIVITY_TYPES } from "../../lib/activities";

/** The fields of the form for matches; types as strings, as form fields hold them. */
export interface MatchValues extends Record<string, unknown> {
  typeMatch: boolean;
  absenceMatch: boolean;
  matchedActivityIds: string[];
  matchedTypes: string[];
}

/** Whether a type counts as not scheduled, so that it can match the others of its kind. */
export function isAbsenceType(type: ActivityType): boolean {
  return type === ActivityType.ABSENCE || type === ActivityType.ILLNESS || type === ActivityType.VACATION;
}

/** What the form starts with. */
export function valuesOf(matches: ActivityMatches): MatchValues {
  const { typeMatch, absenceMatch, matchedActivityIds, matchedTypes } = matches;
  return {
    typeMatch,
    absenceMatch,
    matchedActivityIds: [...matchedActivityIds],
    matchedTypes: matchedTypes.map(String),
  };
}

/** What the form asks the server for; with the etag of what it started from. */
export function matchesOf({ activityId, etag }: ActivityMatches, values: MatchValues) {
  const { matchedTypes, typeMatch, absenceMatch, matchedActivityIds } = values;
  return { activityId, etag, typeMatch, absenceMatch, matchedActivityIds, matchedTypes: matchedTypes.map(Number) };
}

/** What a choice of matches amounts to. */
export interface Matched {
  /** Whole types, without double ones. */
  types: ActivityType[];
  /** Single activities besides, by id. */
  activityIds: string[];
}

/** All that an activity matches besides itself. */
export function matchedBy(activity: Pick<Activity, "type">, values: MatchValues): Matched {
  const types = new Set(values.matchedTypes.map(Number) as ActivityType[]);
  if (values.typeMatch && activity.type !== ActivityType.UNSPECIFIED) types.add(activity.type);
  if (values.absenceMatch && isAbsenceType(activity.type)) {
    for (const type of [ActivityType.ABSENCE, ActivityType.ILLNESS, ActivityType.VACATION]) types.add(type);
  }
  return { types: ACTIVITY_TYPES.filter((type) => types.has(type)), activityIds: [...values.matchedActivityIds] };
}
