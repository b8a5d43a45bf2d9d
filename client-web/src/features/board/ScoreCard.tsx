import { Trans, useLingui } from "@lingui/react/macro";
import css from "./board.module.css";

interface Props {
  /** Real-time adherence in percent; undefined if nobody counts. */
  percent: number | undefined;
  /** The account's target in percent; undefined before it is known. */
  target: number | undefined;
}

/** Real-time adherence, with the target as a line across the bar. */
export function ScoreCard({ percent, target }: Props) {
  const { t, i18n } = useLingui();
  const format = (value: number) => i18n.number(value / 100, { style: "percent", maximumFractionDigits: 1 });
  const shown = percent === undefined ? "–" : format(percent);
  const goal = target === undefined ? undefined : format(target);
  const below = percent !== undefined && target !== undefined && percent < target;
  return (
    <section className={css.card} aria-label={t`Real-time adherence`}>
      <h2 className={css.cardTitle}>
        <Trans>Real-time adherence</Trans>
      </h2>
      <div className={css.score}>
        <strong>{shown}</strong>
        {goal !== undefined && (
          <span>{below ? <Trans>Below the target of {goal}</Trans> : <Trans>Target {goal}</Trans>}</span>
        )}
      </div>
      <div className={css.scoreBar} data-below={below || undefined} aria-hidden="true">
        <span className={css.scoreFill} style={{ width: `${percent ?? 0}%` }} />
        {target !== undefined && <span className={css.scoreTarget} style={{ left: `${target}%` }} />}
      </div>
    </section>
  );
}
