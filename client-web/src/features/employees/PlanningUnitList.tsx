import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { PlanningUnit } from "../../gen/kadans/v1/planning_unit_pb";
import { EmptyState } from "../../ui/EmptyState";
import { IconPeople } from "../../ui/icons";
import { RowActions } from "../../ui/table/RowActions";
import { NamedList } from "./NamedList";
import { usePlanningUnits } from "./use-planning-units";
import { useRowDialog } from "./use-row-dialog";

const PlanningUnitDialog = lazy(() =>
  import("./PlanningUnitDialog").then((module) => ({ default: module.PlanningUnitDialog })),
);
const DeletePlanningUnitDialog = lazy(() =>
  import("./DeletePlanningUnitDialog").then((module) => ({ default: module.DeletePlanningUnitDialog })),
);

/** Planning units with their time zone, and how many people belong to each. */
export function PlanningUnitList({ onCreate }: { onCreate: () => void }) {
  const { t } = useLingui();
  const { units, list } = usePlanningUnits();
  const { open, show, close, reload } = useRowDialog<"edit" | "delete", PlanningUnit>(
    async () => (await list.refetch()).data?.pages.flatMap((page) => page.planningUnits) ?? [],
  );
  return (
    <>
      <NamedList
        label={t`Planning units`}
        tab="units"
        list={list}
        rows={units}
        countText={(count) => plural(count, { one: "# planning unit", other: "# planning units" })}
        employeesOf={(id) => ({ unit: id })}
        further={[{ key: "zone", title: t`Time zone`, cell: ({ timeZone }) => timeZone }]}
        actions={(unit) => (
          <RowActions name={unit.name} onEdit={() => show("edit", unit)} onDelete={() => show("delete", unit)} />
        )}
        empty={
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
        }
      />
      <Suspense>
        {open?.dialog === "edit" && (
          <PlanningUnitDialog key={open.row.etag} unit={open.row} onClose={close} onReload={reload} />
        )}
        {open?.dialog === "delete" && <DeletePlanningUnitDialog unit={open.row} onClose={close} />}
      </Suspense>
    </>
  );
}
