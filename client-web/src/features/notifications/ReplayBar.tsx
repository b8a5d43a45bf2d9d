import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { BulkBar } from "../../ui/table/BulkBar";
import type { Replay } from "../replay/use-replay";

/** The server takes at most so many at once. */
const MOST = 500;

interface Props {
  /** Ids of the selected notifications. */
  selected: ReadonlySet<string>;
  replay: Replay;
  onClear: () => void;
}

/** Reads selected notifications anew, after telling what that would change. */
export function ReplayBar({ selected, replay, onClear }: Props) {
  const { t } = useLingui();
  if (selected.size === 0) return null;
  const check = () => {
    replay.check({ case: "ids", value: { ids: [...selected] } });
    onClear();
  };
  const tooMany = selected.size > MOST;
  const count = plural(selected.size, { one: "# selected", other: "# selected" });
  return (
    <BulkBar
      count={tooMany ? t`${count}; at most ${MOST} at once` : count}
      label={t`Replay`}
      busy={false}
      disabled={tooMany || replay.state.step === "running"}
      wide={tooMany}
      onApply={check}
      onClear={onClear}
    />
  );
}
