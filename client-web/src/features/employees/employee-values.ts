import type { Employee } from "../../gen/kadans/v1/employee_pb";

/** The fields of the form for an employee. */
export interface EmployeeValues extends Record<string, unknown> {
  name: string;
  email: string;
  personnelNumber: string;
  planningUnitId: string;
  groupIds: string[];
}

/** What the form starts with; empty for a new employee. */
export function valuesOf(employee: Employee | undefined): EmployeeValues {
  const { name = "", email = "", personnelNumber = "", planningUnitId = "", groupIds = [] } = employee ?? {};
  return { name, email, personnelNumber, planningUnitId, groupIds: [...groupIds] };
}

/** What the server is asked to store. */
export function fieldsOf({ name, email, personnelNumber, planningUnitId, groupIds }: EmployeeValues) {
  return {
    name: name.trim(),
    email: email.trim(),
    personnelNumber: personnelNumber.trim(),
    planningUnitId,
    groupIds,
  };
}
