import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type { ReplayNotificationsResponse } from "../../gen/kadans/v1/integration_service_pb";
import { useFormat } from "../../lib/format";

/** A function that says in words what a replay did, or what it would do. */
export function useReplayWords(): (result: ReplayNotificationsResponse, dry: boolean) => string[] {
  const { t } = useLingui();
  const format = useFormat();

  const people = ({ changedPersonNames: names, changedPersonCount: count }: ReplayNotificationsResponse) => {
    const more = count - names.length;
    return more > 0 ? [...names, plural(more, { one: "# more", other: "# more" })] : names;
  };

  return (result, dry) => {
    const { doneCount, unreadableCount, addedStateCount, supersededStateCount, changedPersonCount } = result;
    const names = format.enumeration(people(result));
    const readable = doneCount - unreadableCount;
    const lines: string[] = [];
    if (dry) {
      lines.push(
        plural(readable, { one: "# notification would be readable.", other: "# notifications would be readable." }),
      );
      if (unreadableCount > 0) {
        lines.push(
          plural(unreadableCount, {
            one: "# would still not be readable, or not wholly.",
            other: "# would still not be readable, or not wholly.",
          }),
        );
      }
      lines.push(
        plural(addedStateCount, { one: "# state would be added.", other: "# states would be added." }),
        plural(supersededStateCount, {
          one: "# state would be replaced or withdrawn.",
          other: "# states would be replaced or withdrawn.",
        }),
      );
      lines.push(changedPersonCount > 0 ? t`The past would change for ${names}.` : t`Nobody’s past would change.`);
    } else {
      lines.push(
        plural(readable, { one: "# notification is readable now.", other: "# notifications are readable now." }),
      );
      if (unreadableCount > 0) {
        lines.push(
          plural(unreadableCount, {
            one: "# is still not readable, or not wholly.",
            other: "# are still not readable, or not wholly.",
          }),
        );
      }
      lines.push(
        plural(addedStateCount, { one: "# state was added.", other: "# states were added." }),
        plural(supersededStateCount, {
          one: "# state was replaced or withdrawn.",
          other: "# states were replaced or withdrawn.",
        }),
      );
      lines.push(changedPersonCount > 0 ? t`The past changed for ${names}.` : t`Nobody’s past changed.`);
    }
    return lines;
  };
}
