import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { CaptureOutcome } from "../../gen/kadans/v1/captured_notification_pb";
import { IconAlert, IconCheck, IconInfo } from "../../ui/icons";
import type { StatusTone } from "../../ui/status";
import { Tag } from "../../ui/Tag";

/** A function that says in a word how a notification could be read. */
export function useOutcomeWord(): (outcome: CaptureOutcome) => string {
  const { t } = useLingui();
  return (outcome) => {
    switch (outcome) {
      case CaptureOutcome.ACCEPTED:
        return t`Readable`;
      case CaptureOutcome.PARTLY:
        return t`Partly set aside`;
      case CaptureOutcome.QUARANTINED:
        return t({ message: "Set aside", context: "one notification" });
      default:
        return t`Unknown`;
    }
  };
}

const LOOKS: Partial<Record<CaptureOutcome, { tone: StatusTone; icon: ReactNode }>> = {
  [CaptureOutcome.ACCEPTED]: { tone: "in", icon: <IconCheck size={13} /> },
  [CaptureOutcome.PARTLY]: { tone: "wrong-activity", icon: <IconInfo size={13} /> },
  [CaptureOutcome.QUARANTINED]: { tone: "not-present", icon: <IconAlert size={13} /> },
};

/** How a notification could be read, as a word with an icon. */
export function OutcomeTag({ outcome }: { outcome: CaptureOutcome }) {
  const word = useOutcomeWord();
  const { tone, icon } = LOOKS[outcome] ?? { tone: "unknown" as const, icon: undefined };
  return (
    <Tag tone={tone} icon={icon}>
      {word(outcome)}
    </Tag>
  );
}
