import { Trans, useLingui } from "@lingui/react/macro";
import { ROW_STATUSES, type RowStatus } from "../../live/status";
import type { Overview } from "../../live/view/overview";
import css from "./board.module.css";
import { toggled } from "./filters";
import { STATUS_SLUGS } from "./grid/icons";
import { StatusIcon } from "./StatusIcon";
import { useStatusWords } from "./use-status-words";

interface Props {
  overview: Overview;
  selected: readonly RowStatus[];
  onChange: (selected: RowStatus[]) => void;
}

/** How many people are in which status; choosing a status lists only those. */
export function StatusFilter({ overview, selected, onChange }: Props) {
  const { t, i18n } = useLingui();
  const words = useStatusWords();
  return (
    <section className={css.card} aria-label={t`Agent overview`}>
      <h2 className={css.cardTitle}>
        <Trans>Agent overview</Trans>
      </h2>
      <ul className={css.statuses}>
        {ROW_STATUSES.map((status) => (
          <li key={status}>
            <button
              type="button"
              className={`${css.status} ${css.toned}`}
              data-status={STATUS_SLUGS[status]}
              aria-pressed={selected.includes(status)}
              onClick={() => onChange(toggled(selected, status))}
            >
              <StatusIcon status={status} className={css.statusIcon} />
              <span className={css.statusWord}>{words[status]}</span>
              <span className={css.count}>{i18n.number(overview.byStatus[status] ?? 0)}</span>
            </button>
            <SevereOnes severe={overview.severe[status] ?? 0} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SevereOnes({ severe }: { severe: number }) {
  if (severe === 0) return null;
  return (
    <span className={css.severeCount}>
      <Trans>Severe: {severe}</Trans>
    </span>
  );
}
