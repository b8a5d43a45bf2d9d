import { useLingui } from "@lingui/react/macro";
import { Text, VisuallyHidden } from "@mantine/core";
import { useMemo } from "react";
import type { Employee } from "../../gen/kadans/v1/employee_pb";
import type { Group } from "../../gen/kadans/v1/group_pb";
import type { PlanningUnit } from "../../gen/kadans/v1/planning_unit_pb";
import { TextLink } from "../../ui/links";
import type { Column } from "../../ui/table/PagedTable";
import { RowActions } from "../../ui/table/RowActions";
import { ExternalUserChips } from "./ExternalUserChips";

/** What can be done with one employee. */
export type EmployeeAction = "edit" | "delete" | "users";

interface Options {
  units: PlanningUnit[];
  groups: Group[];
  onAction: (action: EmployeeAction, employee: Employee) => void;
}

/** The columns of the list of employees. */
export function useEmployeeColumns({ units, groups, onAction }: Options): Column<Employee>[] {
  const { t } = useLingui();
  const unitNames = useMemo(() => new Map(units.map(({ id, name }) => [id, name])), [units]);
  const groupNames = useMemo(() => new Map(groups.map(({ id, name }) => [id, name])), [groups]);
  const columns: Column<Employee>[] = [
    {
      key: "name",
      title: t`Name`,
      cell: ({ id, name, email }) => (
        <>
          <TextLink to="/people/$employeeId" params={{ employeeId: id }} size="sm" fw={600} c="inherit">
            {name}
          </TextLink>
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
      cell: (employee) => <ExternalUserChips employee={employee} onEdit={() => onAction("users", employee)} />,
    },
    {
      key: "actions",
      title: <VisuallyHidden>{t`Actions`}</VisuallyHidden>,
      width: "1%",
      cell: (employee) => (
        <RowActions
          name={employee.name}
          onEdit={() => onAction("edit", employee)}
          onDelete={() => onAction("delete", employee)}
        />
      ),
    },
  ];
  if (groups.length > 0) {
    const cell = ({ groupIds }: Employee) => groupIds.flatMap((id) => groupNames.get(id) ?? []).join(", ") || "–";
    columns.splice(3, 0, { key: "groups", title: t`Groups`, cell });
  }
  return columns;
}
