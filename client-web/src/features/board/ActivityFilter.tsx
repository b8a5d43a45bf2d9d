import { Trans, useLingui } from "@lingui/react/macro";
import type { BoardWords } from "../../live/view/lexicon";
import type { ActivityCount } from "../../live/view/overview";
import css from "./board.module.css";

interface Props {
  counts: readonly ActivityCount[];
  words: BoardWords;
  color: (activityId: string) => string;
  /** The activity that the list is narrowed to; empty for none. */
  selected: string;
  onChange: (activityId: string) => void;
}

/** How many people are scheduled for an activity and how many do it; choosing one lists who does it. */
export function ActivityFilter({ counts, words, color, selected, onChange }: Props) {
  const { t, i18n } = useLingui();
  const collator = new Intl.Collator(i18n.locale);
  const rows = counts
    .map((count) => ({ ...count, name: words.activity(count.id) }))
    .sort((a, b) => collator.compare(a.name, b.name));
  const signed = (value: number) => i18n.number(value, { signDisplay: "exceptZero" });
  return (
    <section className={css.card} aria-label={t`Activity overview`}>
      <h2 className={css.cardTitle}>
        <Trans>Activity overview</Trans>
      </h2>
      <table className={css.activities}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Activity</Trans>
            </th>
            <th scope="col" aria-label={t`Scheduled`} title={t`Scheduled`}>
              <Trans>Plan</Trans>
            </th>
            <th scope="col" aria-label={t`Actual`} title={t`Actual`}>
              <Trans>Now</Trans>
            </th>
            <th scope="col" aria-label={t`Difference`} title={t`Difference`}>
              ±
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, scheduled, actual }) => (
            <tr key={id} data-selected={id === selected || undefined}>
              <th scope="row">
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
              </th>
              <td>{i18n.number(scheduled)}</td>
              <td>{i18n.number(actual)}</td>
              <td>{signed(actual - scheduled)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
