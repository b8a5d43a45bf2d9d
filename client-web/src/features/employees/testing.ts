import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { ImportAction, MappingService, UnassignMode } from "../../gen/kadans/v1/mapping_service_pb";
import { inUse, refusal } from "../../testing/refusal";

interface Person {
  id: string;
  name: string;
  email: string;
  personnelNumber: string;
  planningUnitId: string;
  groupIds: string[];
  etag: string;
}

/** A contact centre in memory: two planning units, a group, two employees, three external users. */
export class MemoryOffice {
  employees = new Map<string, Person>();
  units = new Map([
    ["madrid", { id: "madrid", name: "Madrid", timeZone: "Europe/Madrid", etag: "1" }],
    ["utrecht", { id: "utrecht", name: "Utrecht", timeZone: "Europe/Amsterdam", etag: "1" }],
  ]);
  groups = new Map([["french", { id: "french", name: "French", etag: "1" }]]);
  /** Owners by identifier; empty for none. */
  owners = new Map([
    ["agent.1", ""],
    ["C.Gil@odigo.example", ""],
    ["cgil", "carla"],
  ]);
  /** What was done that leaves no other trace. */
  done: unknown[] = [];

  constructor() {
    const person = () => ({ personnelNumber: "", groupIds: [], etag: "1" });
    this.employees.set("carla", {
      ...person(),
      id: "carla",
      name: "Carla Gil",
      email: "c.gil@example.com",
      planningUnitId: "madrid",
    });
    this.employees.set("daan", { ...person(), id: "daan", name: "Daan Visser", email: "", planningUnitId: "utrecht" });
  }

  readonly services = ({ rpc }: ConnectRouter) => {
    const { method } = MappingService;
    rpc(IntegrationService.method.listIntegrations, () => ({ integrations: [{ id: "odigo", name: "Odigo Madrid" }] }));
    rpc(method.listPlanningUnits, () => ({
      planningUnits: [...this.units.values()].map((unit) => ({
        ...unit,
        employeeCount: this.#count(({ planningUnitId }) => planningUnitId === unit.id),
      })),
    }));
    rpc(method.updatePlanningUnit, ({ planningUnit }) => {
      const { id = "", name = "", timeZone = "" } = planningUnit ?? {};
      this.units.set(id, { id, name, timeZone, etag: "2" });
      return {};
    });
    rpc(method.deletePlanningUnit, ({ id }) => {
      const employees = this.#count(({ planningUnitId }) => planningUnitId === id);
      if (employees > 0) throw inUse({ employees: String(employees), users: "1" });
      this.units.delete(id);
      return {};
    });
    rpc(method.listGroups, () => ({
      groups: [...this.groups.values()].map((group) => ({
        ...group,
        employeeCount: this.#count(({ groupIds }) => groupIds.includes(group.id)),
      })),
    }));
    rpc(method.createGroup, ({ name }) => {
      const group = { id: name, name, etag: "1" };
      this.groups.set(name, group);
      return { group };
    });
    rpc(method.updateGroup, ({ group, addEmployeeIds, removeEmployeeIds }) => {
      const id = group?.id ?? "";
      const name = group?.name || (this.groups.get(id)?.name ?? "");
      for (const employee of this.employees.values()) {
        if (addEmployeeIds.includes(employee.id)) employee.groupIds.push(id);
        if (removeEmployeeIds.includes(employee.id)) employee.groupIds = employee.groupIds.filter((one) => one !== id);
      }
      this.groups.set(id, { id, name, etag: "2" });
      return {};
    });
    rpc(method.deleteGroup, ({ id }) => {
      this.groups.delete(id);
      return {};
    });
    rpc(method.listEmployees, ({ search, planningUnitIds, groupIds, onlyUnassigned }) => {
      const employees = [...this.employees.values()]
        .map((employee) => ({ ...employee, externalUsers: this.#usersOf(employee.id) }))
        .filter(({ name }) => name.toLowerCase().includes(search.toLowerCase()))
        .filter(({ planningUnitId }) => planningUnitIds.length === 0 || planningUnitIds.includes(planningUnitId))
        .filter((employee) => groupIds.length === 0 || employee.groupIds.some((id) => groupIds.includes(id)))
        .filter(({ externalUsers }) => !onlyUnassigned || externalUsers.length === 0);
      return { employees, totalSize: employees.length };
    });
    rpc(method.updateEmployee, ({ employee }) => {
      const before = this.employees.get(employee?.id ?? "");
      if (!employee || before?.etag !== employee.etag) throw new ConnectError("changed", Code.Aborted);
      if (employee.personnelNumber === "7") {
        throw refusal([{ field: "employee.personnel_number", description: "is taken", reason: "TAKEN" }]);
      }
      const { id, name, email, personnelNumber, planningUnitId, groupIds } = employee;
      this.employees.set(id, { id, name, email, personnelNumber, planningUnitId, groupIds, etag: "2" });
      return {};
    });
    rpc(method.deleteEmployee, ({ id, force }) => {
      if (!force && this.#usersOf(id).length > 0) throw inUse({ external_users: "1", schedule_days: "12" });
      this.employees.delete(id);
      return {};
    });
    rpc(method.listExternalUsers, ({ onlyUnassigned, search }) => {
      const externalUsers = [...this.owners.keys()]
        .map(this.#user)
        .filter(({ employeeId }) => !onlyUnassigned || !employeeId)
        .filter(({ identifier }) => identifier.toLowerCase().includes(search.toLowerCase()));
      return { externalUsers, totalSize: externalUsers.length, unassignedSize: 2 };
    });
    rpc(method.createExternalUser, ({ identifier }) => {
      this.owners.set(identifier, "");
      return { externalUser: this.#user(identifier) };
    });
    rpc(method.assignExternalUsers, ({ assignments }) => {
      for (const { externalUserId, employeeId } of assignments) this.owners.set(externalUserId, employeeId);
      return { externalUsers: assignments.map(({ externalUserId }) => this.#user(externalUserId)) };
    });
    rpc(method.unassignExternalUsers, ({ externalUserIds, mode }) => {
      for (const id of externalUserIds) this.owners.set(id, "");
      this.done.push([UnassignMode[mode], ...externalUserIds]);
      return { externalUsers: externalUserIds.map(this.#user) };
    });
    rpc(method.importEmployees, ({ csv, validateOnly }) => {
      const text = new TextDecoder().decode(csv);
      this.done.push(validateOnly ? "checked" : "imported");
      if (text.includes("Atlantis")) {
        const column = "planning_unit";
        const message = "There is no planning unit of this name.";
        return { rowErrors: [{ line: 2, column, value: "Atlantis", reason: "UNKNOWN_PLANNING_UNIT", message }] };
      }
      const changes = [
        { line: 2, name: "Eva Bosch", action: ImportAction.CREATE },
        { line: 3, name: "Carla Gil", action: ImportAction.UPDATE, fields: ["email", "groups"] },
      ];
      return { createdCount: 1, updatedCount: 1, unchangedCount: 3, changes };
    });
  };

  readonly #user = (identifier: string) => {
    const employeeId = this.owners.get(identifier) ?? "";
    const employeeName = this.employees.get(employeeId)?.name ?? "";
    return { id: identifier, identifier, integrationId: "odigo", employeeId, employeeName };
  };

  #usersOf(employeeId: string) {
    return [...this.owners.keys()].map(this.#user).filter((user) => user.employeeId === employeeId);
  }

  #count(fits: (employee: Person) => boolean): number {
    return [...this.employees.values()].filter(fits).length;
  }
}
