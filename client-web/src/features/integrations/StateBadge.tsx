import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IconAlert, IconCheck, IconClock, IconPause } from "../../ui/icons";
import type { StatusTone } from "../../ui/status";
import { Tag } from "../../ui/Tag";
import { type Progress, progressOf } from "./names";

/** How far an integration has come, as a word with an icon. */
export function StateBadge({ integration }: { integration: Integration }) {
  const { t } = useLingui();
  const looks: Record<Progress, { tone: StatusTone; icon: ReactNode; label: string }> = {
    paused: { tone: "wrong-activity", icon: <IconPause size={13} />, label: t`Import suspended` },
    "no-token": { tone: "not-present", icon: <IconAlert size={13} />, label: t`No valid URL token` },
    waiting: { tone: "not-scheduled", icon: <IconClock size={13} />, label: t`Waiting for the first notification` },
    receiving: { tone: "in", icon: <IconCheck size={13} />, label: t`Active` },
  };
  const { tone, icon, label } = looks[progressOf(integration)];
  return (
    <Tag tone={tone} icon={icon}>
      {label}
    </Tag>
  );
}
