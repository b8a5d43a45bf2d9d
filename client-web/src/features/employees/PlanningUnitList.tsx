import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Text, VisuallyHidden } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { PlanningUnit } from "../../gen/kadans/v1/planning_unit_pb";
import { EmptyState } from "../../ui/EmptyState";
import { IconPeople } from "../../ui/icons";
import { Listing } from "../../ui/Listing";
import { TextLink } from "../../ui/links";
import { NothingFound } from "../../ui/NothingFound";
import { SearchField } from "../../ui/SearchField";
import { Toolbar } from "../../ui/Toolbar";
import type { Column } from "../../ui/table/PagedTable";
import { RowActions } from "../../ui/table/RowActions";
import { useNamed } from "./use-named";
import { usePlanningUnits } from "./use-planning-units";

const PlanningUnitDialog = lazy(() =>
  import("./PlanningUnitDialog").then((module) => ({ default: module.PlanningUnitDialog })),
);
const DeletePlanningUnitDialog = lazy(() =>
  import("./DeletePlanningUnitDialog").then((module) => ({ default: module.DeletePlanningUnitDialog })),
);

type Action = "edit" | "delete";

/** Planning units with their time zone, and how many people belong to each. */
export function PlanningUnitList({ onCreate }: { onCreate: () => void }) {
  const { t } = useLingui();
  const { q = "" } = useSearch({ from: "/app/employees" });
  const navigate = useNavigate({ from: "/employees" });
  const { units, list } = usePlanningUnits();
  const rows = useNamed(units, q);
  const [open, setOpen] = useState<{ action: Action; unit: PlanningUnit }>();
  const close = () => setOpen(undefined);
  const reload = async (id: string) => {
    const { data } = await list.refetch();
    const unit = data?.pages.flatMap((page) => page.planningUnits).find((one) => one.id === id);
    setOpen((before) => before && unit && { ...before, unit });
  };
  return (
    <>
      <Toolbar
        count={list.isPending ? undefined : plural(rows.length, { one: "# planning unit", other: "# planning units" })}
      >
        <SearchField
          value={q}
          placeholder={t`Name`}
          onChange={(text) => navigate({ search: (before) => ({ ...before, q: text || undefined }), replace: true })}
        />
      </Toolbar>
      <Listing
        label={t`Planning units`}
        list={list}
        rows={rows}
        rowKey={({ id }) => id}
        columns={useColumns((action, unit) => setOpen({ action, unit }))}
        empty={
          q ? (
            <NothingFound onReset={() => navigate({ search: { tab: "units" } })} />
          ) : (
            <EmptyState
              icon={<IconPeople size={26} />}
              title={t`No planning units yet`}
              action={
                <Button onClick={onCreate}>
                  <Trans>Create planning unit</Trans>
                </Button>
              }
            >
              <Trans>A site or a team that is planned together, in one time zone. Every employee belongs to one.</Trans>
            </EmptyState>
          )
        }
      />
      <Suspense>
        {open?.action === "edit" && (
          <PlanningUnitDialog
            key={open.unit.etag}
            unit={open.unit}
            onClose={close}
            onReload={() => reload(open.unit.id)}
          />
        )}
        {open?.action === "delete" && <DeletePlanningUnitDialog unit={open.unit} onClose={close} />}
      </Suspense>
    </>
  );
}

function useColumns(onAction: (action: Action, unit: PlanningUnit) => void): Column<PlanningUnit>[] {
  const { t } = useLingui();
  return [
    {
      key: "name",
      title: t`Name`,
      cell: ({ name }) => (
        <Text size="sm" fw={600}>
          {name}
        </Text>
      ),
    },
    { key: "zone", title: t`Time zone`, cell: ({ timeZone }) => timeZone },
    {
      key: "employees",
      title: t`Employees`,
      cell: ({ id, employeeCount }) => (
        <TextLink to="/employees" search={{ unit: id }} size="sm">
          {plural(employeeCount, { one: "# employee", other: "# employees" })}
        </TextLink>
      ),
    },
    {
      key: "actions",
      title: <VisuallyHidden>{t`Actions`}</VisuallyHidden>,
      width: "1%",
      cell: (unit) => (
        <RowActions name={unit.name} onEdit={() => onAction("edit", unit)} onDelete={() => onAction("delete", unit)} />
      ),
    },
  ];
}
