import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Select, Text } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import type { Employee } from "../../gen/kadans/v1/employee_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { usePages } from "../../rpc/use-pages";
import { EmptyState } from "../../ui/EmptyState";
import { IconPeople } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { NothingFound } from "../../ui/NothingFound";
import { SearchField } from "../../ui/SearchField";
import { Toolbar } from "../../ui/Toolbar";
import type { Column } from "../../ui/table/PagedTable";
import { ExternalUserChips } from "./ExternalUserChips";
import { usePlanningUnits } from "./use-planning-units";

interface Props {
  onCreate: (what: "employee" | "unit") => void;
}

/** Employees with their planning unit and external users. */
export function EmployeeList({ onCreate }: Props) {
  const { t } = useLingui();
  const { q, unit } = useSearch({ from: "/app/employees" });
  const navigate = useNavigate({ from: "/employees" });
  const { units } = usePlanningUnits();
  const list = usePages(MappingService.method.listEmployees, {
    search: q ?? "",
    planningUnitIds: unit ? [unit] : [],
  });
  const employees = useMemo(() => list.pages.flatMap((page) => page.employees), [list.pages]);
  const total = list.pages[0]?.totalSize ?? 0;
  const unitNames = useMemo(() => new Map(units.map(({ id, name }) => [id, name])), [units]);
  const columns = useColumns(unitNames);
  return (
    <>
      <Toolbar count={list.isPending ? undefined : plural(total, { one: "# employee", other: "# employees" })}>
        <SearchField
          value={q ?? ""}
          placeholder={t`Name, e-mail, number, external user`}
          onChange={(text) => navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })}
        />
        <Select
          aria-label={t`Planning unit`}
          placeholder={t`All planning units`}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          value={unit ?? null}
          onChange={(id) => navigate({ search: (before) => ({ ...before, unit: id ?? undefined }), replace: true })}
          clearable
          searchable
          clearButtonProps={{ "aria-label": t`All planning units` }}
        />
      </Toolbar>
      <Listing
        label={t`Employees`}
        list={list}
        rows={employees}
        rowKey={({ id }) => id}
        columns={columns}
        total={total}
        empty={
          q || unit ? (
            <NothingFound onReset={() => navigate({ search: {} })} />
          ) : (
            <NoEmployees hasUnits={units.length > 0} onCreate={onCreate} />
          )
        }
      />
    </>
  );
}

function NoEmployees({ hasUnits, onCreate }: Props & { hasUnits: boolean }) {
  const { t } = useLingui();
  return (
    <EmptyState
      icon={<IconPeople size={26} />}
      title={t`No employees yet`}
      action={
        hasUnits ? (
          <Button onClick={() => onCreate("employee")}>
            <Trans>Create employee</Trans>
          </Button>
        ) : (
          <Button onClick={() => onCreate("unit")}>
            <Trans>Create planning unit</Trans>
          </Button>
        )
      }
    >
      {hasUnits ? (
        <Trans>Create the people you plan. Then assign to each the external users that are theirs.</Trans>
      ) : (
        <Trans>Employees belong to a planning unit, whose time zone their days are cut in. Create one first.</Trans>
      )}
    </EmptyState>
  );
}

function useColumns(unitNames: ReadonlyMap<string, string>): Column<Employee>[] {
  const { t } = useLingui();
  return [
    {
      key: "name",
      title: t`Name`,
      cell: ({ name, email }) => (
        <>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          {email && (
            <Text size="xs" c="dimmed">
              {email}
            </Text>
          )}
        </>
      ),
    },
    { key: "number", title: t`Personnel number`, cell: ({ personnelNumber }) => personnelNumber || "–" },
    { key: "unit", title: t`Planning unit`, cell: ({ planningUnitId }) => unitNames.get(planningUnitId) ?? "–" },
    {
      key: "users",
      title: t`External users`,
      cell: ({ externalUsers }) => <ExternalUserChips users={externalUsers} />,
    },
  ];
}
