import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import type { Sort } from "../../live/view/query";
import { IconPause, IconPlay } from "../../ui/icons";
import { Problem } from "../../ui/Problem";
import { BoardEmpty } from "./BoardEmpty";
import { BoardGrid } from "./BoardGrid";
import { BoardSide } from "./BoardSide";
import { BoardSkeleton } from "./BoardSkeleton";
import css from "./board.module.css";
import { ConnectionChip } from "./ConnectionChip";
import { useCatalog } from "./catalog";
import { FilterChips } from "./FilterChips";
import { Notices } from "./Notices";
import { PersonPanel } from "./PersonPanel";
import { Toolbar } from "./Toolbar";
import { useBoardFilters, useBoardQuery } from "./use-board-filters";
import { useEngine, useFigure } from "./use-engine";
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
  const complete = useFigure(engine, (figures) => figures?.complete ?? false);
  const listed = useFigure(engine, (figures) => figures?.listed ?? 0);
  const people = useFigure(engine, (figures) => figures?.overview.people ?? 0);
  const recalculating = useFigure(engine, (figures) => figures?.recalculating ?? 0);

  const navigate = useNavigate();
  const open = useCallback((person: string) => change({ person }), [change]);
  const openDay = useCallback(
    (employeeId: string) => void navigate({ to: "/people/$employeeId", params: { employeeId } }),
    [navigate],
  );
  const sortBy = useCallback((sort: Sort) => change({ sort }), [change]);
  const zones = zonesOf(units, filters.units);
  const formatTime = (ms: number) => looks.clock.time(ms, zones.length === 1 ? (zones[0] ?? "") : "");
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
      <Notices link={link} recalculating={recalculating} onRetry={() => board.start()} />
      {failed && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      <div className={css.content}>
        <BoardSide
          engine={engine}
          catalog={catalog}
          words={words}
          filters={filters}
          change={change}
          onNewActivity={refetchActivities}
        />
        <div className={css.list}>
          <Toolbar filters={filters} change={change} catalog={catalog} />
          <FilterChips filters={filters} change={change} catalog={catalog} words={words} />
          <div className={css.table} data-covered={!complete || empty || undefined}>
            <BoardGrid
              engine={engine}
              sort={filters.sort}
              stale={stale}
              onSort={sortBy}
              onOpen={open}
              onName={openDay}
            />
            {!complete && link.phase !== "ended" && <BoardSkeleton />}
            {empty && <BoardEmpty people={people} filters={filters} change={change} />}
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
