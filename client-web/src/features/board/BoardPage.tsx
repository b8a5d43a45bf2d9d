import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useCallback, useState } from "react";
import { IconPause, IconPlay } from "../../ui/icons";
import { Problem } from "../../ui/Problem";
import { ActivityFilter } from "./ActivityFilter";
import { BoardEmpty } from "./BoardEmpty";
import { BoardGrid } from "./BoardGrid";
import { BoardSkeleton } from "./BoardSkeleton";
import css from "./board.module.css";
import { ConnectionChip } from "./ConnectionChip";
import { useCatalog, useNewActivities } from "./catalog";
import { Notices } from "./Notices";
import { PersonPanel } from "./PersonPanel";
import { ScoreCard } from "./ScoreCard";
import { StatusFilter } from "./StatusFilter";
import { Toolbar } from "./Toolbar";
import { useBoardFilters, useBoardQuery } from "./use-board-filters";
import { useEngine, useFigures } from "./use-engine";
import { useLink, useLiveBoard } from "./use-live-board";
import { useBoardWords, useRowLooks } from "./use-looks";
import { zoneLabel, zonesOf } from "./zones";

/** Real-time adherence: who does what now, and whether it is what is scheduled. */
export function BoardPage() {
  const { t, i18n } = useLingui();
  useDocumentTitle(`${t`Real-Time Adherence`} · Kadans`);
  const [filters, change] = useBoardFilters();
  const [pausedAt, setPausedAt] = useState<number>();
  const { catalog, failed, refetchActivities } = useCatalog();
  const { units } = catalog;

  const board = useLiveBoard();
  const { link, stale } = useLink(board);
  const words = useBoardWords(catalog);
  const looks = useRowLooks(board, catalog, words);
  const query = useBoardQuery(filters);
  const engine = useEngine(board, query, looks, pausedAt !== undefined);
  const figures = useFigures(engine);
  useNewActivities(figures, catalog, refetchActivities);

  const open = useCallback((person: string) => change({ person }), [change]);
  const zones = zonesOf(units, filters.units);
  const formatTime = (ms: number) => looks.clock.time(ms, zones.length === 1 ? (zones[0] ?? "") : "");
  const complete = figures?.complete ?? false;
  const listed = figures?.listed ?? 0;
  const empty = complete && listed === 0;

  return (
    <div className={css.page}>
      <header className={css.pageHead}>
        <Title order={1} size="h3" id="page-title" tabIndex={-1}>
          <Trans>Real-Time Adherence</Trans>
        </Title>
        <ConnectionChip link={link} stale={stale} pausedAt={pausedAt} formatTime={formatTime} />
        <Button
          className={css.pause}
          variant="default"
          leftSection={pausedAt === undefined ? <IconPause size={16} /> : <IconPlay size={16} />}
          onClick={() => setPausedAt(pausedAt === undefined ? Date.now() : undefined)}
        >
          {pausedAt === undefined ? <Trans>Pause updates</Trans> : <Trans>Resume updates</Trans>}
        </Button>
      </header>
      <Notices link={link} recalculating={figures?.recalculating ?? 0} onRetry={() => board.start()} />
      {failed && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      <div className={css.content}>
        {figures && complete && (
          <aside className={css.side} aria-label={t`Overview`}>
            <ScoreCard percent={figures.overview.percent} target={figures.target} />
            <StatusFilter
              overview={figures.overview}
              selected={filters.statuses}
              onChange={(selected) => change({ statuses: selected })}
            />
            <ActivityFilter
              counts={figures.overview.activities}
              words={words}
              color={looks.color}
              selected={filters.activity}
              onChange={(id) => change({ activity: id })}
            />
          </aside>
        )}
        <div className={css.list}>
          <Toolbar filters={filters} change={change} units={units} />
          <div className={css.table} data-covered={!complete || empty || undefined}>
            <BoardGrid
              engine={engine}
              sort={filters.sort}
              stale={stale}
              onSort={(next) => change({ sort: next })}
              onOpen={open}
            />
            {!complete && link.phase !== "ended" && <BoardSkeleton />}
            {figures && empty && <BoardEmpty people={figures.overview.people} filters={filters} change={change} />}
          </div>
          <footer className={css.foot}>
            <span>{complete && <Plural value={listed} one="# person" other="# people" />}</span>
            <span>{zoneLabel(zones, i18n)}</span>
          </footer>
        </div>
      </div>
      <PersonPanel engine={engine} person={filters.person} onClose={() => change({ person: "" })} />
    </div>
  );
}
