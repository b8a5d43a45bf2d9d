import { useLingui } from "@lingui/react/macro";
import { MultiSelect, Switch } from "@mantine/core";
import { SearchField } from "../../ui/SearchField";
import css from "./board.module.css";
import type { Catalog } from "./catalog";
import type { BoardFilters } from "./filters";
import type { ChangeFilters } from "./use-board-filters";

interface Props {
  filters: BoardFilters;
  change: ChangeFilters;
  catalog: Catalog;
}

/** What narrows the list. */
export function Toolbar({ filters, change, catalog: { units, groups } }: Props) {
  const { t } = useLingui();
  return (
    <search className={css.toolbar} aria-label={t`Filters`}>
      {units.size > 1 && (
        <MultiSelect
          className={css.units}
          aria-label={t`Planning unit`}
          placeholder={filters.units.length === 0 ? t`All planning units` : undefined}
          data={optionsOf(units)}
          value={filters.units.filter((id) => units.has(id))}
          onChange={(chosen) => change({ units: chosen })}
          clearButtonProps={{ "aria-label": t`All planning units` }}
          nothingFoundMessage={t`No planning unit has this name`}
          searchable
          clearable
          hidePickedOptions
        />
      )}
      {groups.size > 0 && (
        <MultiSelect
          className={css.units}
          aria-label={t`Group`}
          placeholder={filters.groups.length === 0 ? t`All groups` : undefined}
          data={optionsOf(groups)}
          value={filters.groups.filter((id) => groups.has(id))}
          onChange={(chosen) => change({ groups: chosen })}
          clearButtonProps={{ "aria-label": t`All groups` }}
          nothingFoundMessage={t`No group has this name`}
          searchable
          clearable
          hidePickedOptions
        />
      )}
      <SearchField
        value={filters.search}
        onChange={(search) => change({ search })}
        placeholder={t`Names, activities, statuses; separate with commas`}
      />
      <Switch
        label={t`Show only out of adherence`}
        checked={filters.onlyOut}
        onChange={({ currentTarget }) => change({ onlyOut: currentTarget.checked })}
      />
    </search>
  );
}

function optionsOf(choices: ReadonlyMap<string, { id: string; name: string }>) {
  return Array.from(choices.values(), ({ id, name }) => ({ value: id, label: name }));
}
