import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { BoardWords } from "../../live/view/lexicon";
import { IconClose } from "../../ui/icons";
import css from "./board.module.css";
import type { Catalog } from "./catalog";
import { type BoardFilters, clearFilters, isFiltered, toggled } from "./filters";
import type { ChangeFilters } from "./use-board-filters";

interface Props {
  filters: BoardFilters;
  change: ChangeFilters;
  catalog: Catalog;
  words: BoardWords;
}

/** One thing that narrows the list. */
interface Chip {
  key: string;
  text: string;
  without: Partial<BoardFilters>;
}

/** What narrows the list now; each can be taken away by itself. */
export function FilterChips({ filters, change, catalog, words }: Props) {
  const { t } = useLingui();
  const chips = useChips(filters, catalog, words);
  if (chips.length === 0) return null;
  return (
    <ul className={css.chips} aria-label={t`Filters in use`}>
      {chips.map(({ key, text, without }) => (
        <li key={key}>
          <button
            type="button"
            className={css.filterChip}
            aria-label={t`Remove: ${text}`}
            onClick={() => change(without)}
          >
            <span>{text}</span>
            <IconClose size={12} />
          </button>
        </li>
      ))}
      {isFiltered(filters) && (
        <li>
          <Button variant="subtle" size="compact-xs" onClick={() => change(clearFilters(filters))}>
            <Trans>Clear filters</Trans>
          </Button>
        </li>
      )}
    </ul>
  );
}

function useChips(filters: BoardFilters, { units, groups }: Catalog, words: BoardWords): Chip[] {
  const { t } = useLingui();
  const chips: Chip[] = [];
  const add = (key: string, text: string, without: Partial<BoardFilters>) => chips.push({ key, text, without });
  for (const id of filters.units) {
    const name = units.get(id)?.name;
    if (name !== undefined) add(id, t`Planning unit: ${name}`, { units: toggled(filters.units, id) });
  }
  for (const id of filters.groups) {
    const name = groups.get(id)?.name;
    if (name !== undefined) add(id, t`Group: ${name}`, { groups: toggled(filters.groups, id) });
  }
  if (filters.onlyOut) add("out", t`Out of adherence`, { onlyOut: false });
  for (const status of filters.statuses) {
    add(`status ${status}`, words.status[status], { statuses: toggled(filters.statuses, status) });
  }
  if (filters.activity !== "") {
    const name = words.activity(filters.activity);
    add("activity", t`Activity: ${name}`, { activity: "" });
  }
  if (filters.search !== "") {
    const { search } = filters;
    add("search", t`Search: ${search}`, { search: "" });
  }
  return chips;
}
