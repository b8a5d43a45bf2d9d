import { useLingui } from "@lingui/react/macro";
import type { BoardWords } from "../../live/view/lexicon";
import { ActivityFilter } from "./ActivityFilter";
import css from "./board.module.css";
import { type Catalog, useNewActivities } from "./catalog";
import type { BoardEngine } from "./engine";
import type { BoardFilters } from "./filters";
import { ScoreCard } from "./ScoreCard";
import { StatusFilter } from "./StatusFilter";
import { TypeCard } from "./TypeCard";
import type { ChangeFilters } from "./use-board-filters";
import { useFigures } from "./use-engine";

interface Props {
  engine: BoardEngine;
  catalog: Catalog;
  words: BoardWords;
  filters: BoardFilters;
  change: ChangeFilters;
  onNewActivity: () => unknown;
}

/** The figures over everybody in the planning units and groups, counted at most once a second. */
export function BoardSide({ engine, catalog, words, filters, change, onNewActivity }: Props) {
  const { t } = useLingui();
  const figures = useFigures(engine);
  useNewActivities(figures, catalog, onNewActivity);
  if (!figures?.complete) return null;
  const { overview, target } = figures;
  return (
    <aside className={css.side} aria-label={t`Overview`}>
      <ScoreCard percent={overview.percent} target={target} />
      <StatusFilter overview={overview} selected={filters.statuses} onChange={(statuses) => change({ statuses })} />
      <TypeCard counts={overview.activities} activities={catalog.activities} />
      <ActivityFilter
        counts={overview.activities}
        words={words}
        color={(id) => catalog.activities.get(id)?.color ?? ""}
        selected={filters.activity}
        onChange={(activity) => change({ activity })}
      />
    </aside>
  );
}
