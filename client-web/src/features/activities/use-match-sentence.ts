import { useLingui } from "@lingui/react/macro";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import { useActivityName, useActivityTypeName } from "../../lib/activities";
import { useFormat } from "../../lib/format";
import { type MatchValues, matchedBy } from "./match-values";

/** A function that says in a sentence what a choice of matches means. */
export function useMatchSentence(byId: ReadonlyMap<string, Activity>) {
  const { t } = useLingui();
  const nameOf = useActivityName();
  const typeName = useActivityTypeName();
  const format = useFormat();
  return (activity: Activity, values: MatchValues): string => {
    const name = nameOf(activity);
    const { types, activityIds } = matchedBy(activity, values);
    const others = activityIds.flatMap((id) => {
      const other = byId.get(id);
      return other && !types.includes(other.type) ? [nameOf(other)] : [];
    });
    const whole = types.map((type) => t`any activity of the type ${typeName(type)}`);
    const all = format.alternatives([name, ...others, ...whole]);
    return t`${name} counts as in adherence while this is scheduled: ${all}. While anything else is scheduled, it is out of adherence.`;
  };
}
