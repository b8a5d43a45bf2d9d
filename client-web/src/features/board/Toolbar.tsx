import { Trans, useLingui } from "@lingui/react/macro";
import { Button, MultiSelect, Switch } from "@mantine/core";
import type { PlanningUnit } from "../../gen/kadans/v1/planning_unit_pb";
import { SearchField } from "../../ui/SearchField";
import css from "./board.module.css";
import { type BoardFilters, clearFilters, isFiltered } from "./filters";
import type { ChangeFilters } from "./use-board-filters";

interface Props {
  filters: BoardFilters;
  change: ChangeFilters;
  units: ReadonlyMap<string, PlanningUnit>;
}

/** What narrows the list. */
export function Toolbar({ filters, change, units }: Props) {
  const { t } = useLingui();
  const options = Array.from(units.values(), ({ id, name }) => ({ value: id, label: name }));
  return (
    <search className={css.toolbar} aria-label={t`Filters`}>
      {units.size > 1 && (
        <MultiSelect
          className={css.units}
          aria-label={t`Planning unit`}
          placeholder={filters.units.length === 0 ? t`All planning units` : undefined}
          data={options}
          value={filters.units.filter((id) => units.has(id))}
          onChange={(chosen) => change({ units: chosen })}
          clearButtonProps={{ "aria-label": t`All planning units` }}
          nothingFoundMessage={t`No planning unit has this name`}
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
      {isFiltered(filters) && (
        <Button variant="subtle" size="compact-sm" onClick={() => change(clearFilters(filters))}>
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </search>
  );
}
