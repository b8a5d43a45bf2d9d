import { Trans, useLingui } from "@lingui/react/macro";
import type { BoardWords } from "../../live/view/lexicon";
import type { ActivityCount } from "../../live/view/overview";
import css from "./board.module.css";
import { CountTable } from "./CountTable";

interface Props {
  counts: readonly ActivityCount[];
  words: BoardWords;
  color: (activityId: string) => string;
  /** The activity that the list is narrowed to; empty for none. */
  selected: string;
  onChange: (activityId: string) => void;
}

/** How many people are scheduled for an activity and how many do it; choosing one lists all of these. */
export function ActivityFilter({ counts, words, color, selected, onChange }: Props) {
  const { t, i18n } = useLingui();
  const collator = new Intl.Collator(i18n.locale);
  const rows = counts
    .map((count) => ({ ...count, name: words.activity(count.id) }))
    .sort((a, b) => collator.compare(a.name, b.name))
    .map(({ id, name, scheduled, actual }) => ({
      key: id,
      scheduled,
      actual,
      head: (
        <button
          type="button"
          className={css.activity}
          aria-pressed={id === selected}
          onClick={() => onChange(id === selected ? "" : id)}
        >
          <span className={css.activityDot} style={{ backgroundColor: color(id) }} aria-hidden="true" />
          <span className={css.activityName} title={name}>
            {name}
          </span>
        </button>
      ),
    }));
  return <CountTable label={t`Activity overview`} head={<Trans>Activity</Trans>} rows={rows} wide />;
}
