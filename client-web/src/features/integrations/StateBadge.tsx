import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { Integration } from "../../gen/kadans/v1/integration_pb";
import { IconAlert, IconCheck, IconClock, IconPause } from "../../ui/icons";
import type { StatusTone } from "../../ui/status";
import { Tag } from "../../ui/Tag";
import { type Progress, progressOf } from "./names";
import { credentialOf } from "./vendors";

/** What an integration is doing, as a word with an icon. */
export function StateBadge({ integration }: { integration: Integration }) {
  const { t } = useLingui();
  const key = credentialOf(integration.vendorId) === "key";
  const looks: Record<Progress, { tone: StatusTone; icon: ReactNode; label: string }> = {
    paused: { tone: "wrong-activity", icon: <IconPause size={13} />, label: t`Import suspended` },
    "no-token": {
      tone: "not-present",
      icon: <IconAlert size={13} />,
      label: key ? t`No valid API key` : t`No valid URL token`,
    },
    waiting: { tone: "not-scheduled", icon: <IconClock size={13} />, label: t`Waiting for the first notification` },
    receiving: { tone: "in", icon: <IconCheck size={13} />, label: t`Receiving` },
    silent: { tone: "not-present", icon: <IconClock size={13} />, label: t`Silent` },
    rejecting: { tone: "not-present", icon: <IconAlert size={13} />, label: t`Can’t be read` },
  };
  const { tone, icon, label } = looks[progressOf(integration)];
  return (
    <Tag tone={tone} icon={icon}>
      {label}
    </Tag>
  );
}
