import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { OFFLINE_ID, PRESENT_ID } from "../../lib/activities";
import { formatLocale } from "../../lib/i18n";
import type { LiveBoard } from "../../live/board";
import { type BoardWords, Lexicon } from "../../live/view/lexicon";
import type { Catalog } from "./catalog";
import { ClockFormat } from "./grid/format";
import type { RowLooks } from "./grid/row-writer";
import { useStatusWords } from "./use-status-words";

/** The reader's words for statuses, activities and planning units. */
export function useBoardWords({ activities, units }: Catalog): BoardWords {
  const { t, i18n } = useLingui();
  const status = useStatusWords();
  const { locale } = i18n;
  return useMemo(() => {
    const builtIn = new Map([
      ["", t`Unknown`],
      [PRESENT_ID, t`Present`],
      [OFFLINE_ID, t`Offline`],
    ]);
    return {
      language: locale,
      activity: (id) => builtIn.get(id) ?? activities.get(id)?.name ?? "…",
      unit: (id) => units.get(id)?.name ?? "…",
      status,
      severe: t`Severe`,
      unmapped: t`Unmapped`,
    };
  }, [t, locale, status, activities, units]);
}

/** How rows look, given the words. */
export function useRowLooks(board: LiveBoard, { activities, units }: Catalog, words: BoardWords): RowLooks {
  const { t } = useLingui();
  return useMemo(
    () => ({
      lexicon: new Lexicon(board.picture.store.rows, words),
      clock: new ClockFormat(formatLocale(words.language)),
      color: (id) => activities.get(id)?.color ?? "",
      zone: (id) => units.get(id)?.timeZone ?? "",
      showZones: new Set(Array.from(units.values(), ({ timeZone }) => timeZone)).size > 1,
      until: (time) => t`until ${time}`,
    }),
    [board, activities, units, words, t],
  );
}
