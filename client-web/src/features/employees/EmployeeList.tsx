import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { Select, Switch } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState } from "react";
import type { Employee } from "../../gen/kadans/v1/employee_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { usePages } from "../../rpc/use-pages";
import { Listing } from "../../ui/Listing";
import { NothingFound } from "../../ui/NothingFound";
import { SearchField } from "../../ui/SearchField";
import { Toolbar } from "../../ui/Toolbar";
import { NoEmployees } from "./NoEmployees";
import type { EmployeesSearch } from "./search";
import { type EmployeeAction, useEmployeeColumns } from "./use-employee-columns";
import { useGroups } from "./use-groups";
import { usePlanningUnits } from "./use-planning-units";

const EmployeeDialog = lazy(() => import("./EmployeeDialog").then((module) => ({ default: module.EmployeeDialog })));
const DeleteEmployeeDialog = lazy(() =>
  import("./DeleteEmployeeDialog").then((module) => ({ default: module.DeleteEmployeeDialog })),
);
const EmployeeExternalUsersDialog = lazy(() =>
  import("./EmployeeExternalUsersDialog").then((module) => ({ default: module.EmployeeExternalUsersDialog })),
);

interface Props {
  onCreate: (what: "employee" | "unit" | "import") => void;
}

/** Employees with their planning unit, groups and external users. */
export function EmployeeList({ onCreate }: Props) {
  const { t } = useLingui();
  const { q, unit, group, unassigned } = useSearch({ from: "/app/employees" });
  const navigate = useNavigate({ from: "/employees" });
  const filter = (change: Partial<EmployeesSearch>) =>
    navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const { units } = usePlanningUnits();
  const { groups } = useGroups();
  const list = usePages(MappingService.method.listEmployees, {
    search: q ?? "",
    planningUnitIds: unit ? [unit] : [],
    groupIds: group ? [group] : [],
    onlyUnassigned: unassigned ?? false,
  });
  const employees = useMemo(() => list.pages.flatMap((page) => page.employees), [list.pages]);
  const total = list.pages[0]?.totalSize ?? 0;
  const [open, setOpen] = useState<{ action: EmployeeAction; employee: Employee }>();
  const columns = useEmployeeColumns({ units, groups, onAction: (action, employee) => setOpen({ action, employee }) });
  const close = () => setOpen(undefined);
  const reload = async (id: string) => {
    const { data } = await list.refetch();
    const employee = data?.pages.flatMap((page) => page.employees).find((one) => one.id === id);
    setOpen((before) => before && employee && { ...before, employee });
  };
  const narrowed = Boolean(q || unit || group || unassigned);
  return (
    <>
      <Toolbar count={list.isPending ? undefined : plural(total, { one: "# employee", other: "# employees" })}>
        <SearchField
          value={q ?? ""}
          placeholder={t`Name, e-mail, number, external user`}
          onChange={(text) => filter({ q: text || undefined })}
        />
        <Select
          aria-label={t`Planning unit`}
          placeholder={t`All planning units`}
          data={units.map(({ id, name }) => ({ value: id, label: name }))}
          value={unit ?? null}
          onChange={(id) => filter({ unit: id ?? undefined })}
          clearable
          searchable
          clearButtonProps={{ "aria-label": t`All planning units` }}
        />
        {(groups.length > 0 || group) && (
          <Select
            aria-label={t`Group`}
            placeholder={t`All groups`}
            data={groups.map(({ id, name }) => ({ value: id, label: name }))}
            value={group ?? null}
            onChange={(id) => filter({ group: id ?? undefined })}
            clearable
            searchable
            clearButtonProps={{ "aria-label": t`All groups` }}
          />
        )}
        <Switch
          label={t`Only without external user`}
          checked={unassigned ?? false}
          onChange={(event) => filter({ unassigned: event.currentTarget.checked || undefined })}
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
          narrowed ? (
            <NothingFound onReset={() => navigate({ search: {} })} />
          ) : (
            <NoEmployees hasUnits={units.length > 0} onCreate={onCreate} />
          )
        }
      />
      <Suspense>
        {open?.action === "edit" && (
          <EmployeeDialog
            key={open.employee.etag}
            employee={open.employee}
            onClose={close}
            onReload={() => reload(open.employee.id)}
          />
        )}
        {open?.action === "delete" && <DeleteEmployeeDialog employee={open.employee} onClose={close} />}
        {open?.action === "users" && <EmployeeExternalUsersDialog employee={open.employee} onClose={close} />}
      </Suspense>
    </>
  );
}
