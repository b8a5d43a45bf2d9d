import { useLingui } from "@lingui/react/macro";
import { UserState } from "../../gen/kadans/v1/user_pb";
import { IconCheck, IconClock, IconLock } from "../../ui/icons";
import { Tag } from "../../ui/Tag";

/** Whether somebody can get in. */
export function UserStateTag({ state }: { state: UserState }) {
  const { t } = useLingui();
  switch (state) {
    case UserState.INVITED:
      return (
        <Tag tone="not-scheduled" icon={<IconClock size={13} />}>
          {t({ message: "Invited", context: "user" })}
        </Tag>
      );
    case UserState.ACTIVE:
      return (
        <Tag tone="in" icon={<IconCheck size={13} />}>
          {t({ message: "Active", context: "user" })}
        </Tag>
      );
    default:
      return (
        <Tag tone="unknown" icon={<IconLock size={13} />}>
          {t({ message: "Deactivated", context: "user" })}
        </Tag>
      );
  }
}
