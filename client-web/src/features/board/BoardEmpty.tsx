import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { RowStatus } from "../../live/status";
import { EmptyState } from "../../ui/EmptyState";
import { IconClock, IconPeople, IconSearch } from "../../ui/icons";
import { hasRole, MAPPING_ROLES } from "../session/roles";
import { useSession } from "../session/session-context";
import { type BoardFilters, clearFilters, isFiltered } from "./filters";
import type { ChangeFilters } from "./use-board-filters";

interface Props {
  /** How many people the chosen planning units hold. */
  people: number;
  filters: BoardFilters;
  change: ChangeFilters;
}

/** Why nobody is listed, and what to do about it. */
export function BoardEmpty({ people, filters, change }: Props) {
  const { t } = useLingui();
  if (people === 0) return <NoPeople filters={filters} change={change} />;
  if (isFiltered(filters)) {
    return (
      <EmptyState
        icon={<IconSearch size={26} />}
        title={t`Nobody matches these filters`}
        action={
          <Button onClick={() => change(clearFilters(filters))}>
            <Trans>Clear filters</Trans>
          </Button>
        }
      >
        <Trans>People appear here as soon as what they do fits.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconClock size={26} />}
      title={t`Nobody is scheduled or working now`}
      action={
        <Button variant="default" onClick={() => change({ statuses: [RowStatus.Hidden] })}>
          <Trans>Show everybody else</Trans>
        </Button>
      }
    >
      <Trans>People appear here when their shift begins or when they log in.</Trans>
    </EmptyState>
  );
}

function NoPeople({ filters, change }: Omit<Props, "people">) {
  const { t } = useLingui();
  const mayMap = hasRole(useSession(), MAPPING_ROLES);
  if (filters.units.length + filters.groups.length > 0) {
    return (
      <EmptyState
        icon={<IconPeople size={26} />}
        title={t`Nobody belongs to these planning units and groups`}
        action={
          <Button onClick={() => change({ units: [], groups: [] })}>
            <Trans>Show everybody</Trans>
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={<IconPeople size={26} />}
      title={t`Nobody to watch yet`}
      action={
        mayMap && (
          <Button component={Link} to="/employees">
            <Trans>Go to employees</Trans>
          </Button>
        )
      }
    >
      {mayMap ? (
        <Trans>Add employees and assign their external users: each then appears here at once.</Trans>
      ) : (
        <Trans>Ask an administrator of your account to give you a planning unit with employees.</Trans>
      )}
    </EmptyState>
  );
}
