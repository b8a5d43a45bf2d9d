import { useLingui } from "@lingui/react/macro";
import { Group, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import type { Activity } from "../../gen/kadans/v1/activity_pb";
import { type ExternalStatus, MappingSource } from "../../gen/kadans/v1/external_status_pb";
import { ActivityLabel } from "../../ui/ActivityLabel";
import { IconAlert, IconCheck, IconInfo, IconSignOut } from "../../ui/icons";
import type { StatusTone } from "../../ui/status";
import { Tag } from "../../ui/Tag";

interface Props {
  status: ExternalStatus;
  activities: ReadonlyMap<string, Activity>;
}

/** What an external status counts as, and why. */
export function EffectiveActivity({ status, activities }: Props) {
  const { t } = useLingui();
  const activity = activities.get(status.effectiveActivityId);
  const { tone, icon, label, reason } = useReason()(status.mappingSource);
  return (
    <Group gap="xs" wrap="nowrap">
      {activity ? <ActivityLabel activity={activity} /> : t`Unknown`}
      <Tooltip label={reason} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason has to be within reach of the keyboard */}
        <span tabIndex={0}>
          <Tag tone={tone} icon={icon}>
            {label}
          </Tag>
        </span>
      </Tooltip>
    </Group>
  );
}

interface Reason {
  tone: StatusTone;
  icon: ReactNode;
  label: string;
  reason: string;
}

function useReason(): (source: MappingSource) => Reason {
  const { t } = useLingui();
  return (source) => {
    switch (source) {
      case MappingSource.MAPPED:
        return {
          tone: "in",
          icon: <IconCheck size={13} />,
          label: t`Mapped`,
          reason: t`It is mapped to this activity.`,
        };
      case MappingSource.LOGGED_OUT:
        return {
          tone: "unknown",
          icon: <IconSignOut size={13} />,
          label: t`Logged out`,
          reason: t`It is one of the statuses with which the telephone system says that somebody logged out.`,
        };
      case MappingSource.INHERITED:
        return {
          tone: "not-scheduled",
          icon: <IconInfo size={13} />,
          label: t`Inherited`,
          reason: t`Its detail is not mapped; the mapping of the status without detail holds until it is.`,
        };
      default:
        return {
          tone: "wrong-activity",
          icon: <IconAlert size={13} />,
          label: t`Unmapped`,
          reason: t`Nothing is mapped; it counts as your account’s default for unmapped statuses.`,
        };
    }
  };
}
