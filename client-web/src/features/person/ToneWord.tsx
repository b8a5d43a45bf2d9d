import { RowStatus } from "../../live/status";
import { type StatusTone, toneColor } from "../../ui/status";
import { StatusIcon } from "../board/StatusIcon";
import css from "./person.module.css";
import { useToneWords } from "./use-day-words";

const STATUS: Record<StatusTone, RowStatus> = {
  in: RowStatus.In,
  buffered: RowStatus.Buffered,
  "not-present": RowStatus.NotPresent,
  "wrong-activity": RowStatus.WrongActivity,
  "not-scheduled": RowStatus.NotScheduled,
  excused: RowStatus.Excused,
  unknown: RowStatus.Unknown,
  hidden: RowStatus.Hidden,
};

/** A status in words, beside its shape in its colour. */
export function ToneWord({ tone }: { tone: StatusTone }) {
  const words = useToneWords();
  return (
    <span className={css.tone} style={{ fill: toneColor(tone, "mark") }}>
      <StatusIcon status={STATUS[tone]} className={css.toneIcon} />
      {words[tone]}
    </span>
  );
}
