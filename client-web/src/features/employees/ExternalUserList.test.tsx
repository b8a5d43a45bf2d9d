import type { ConnectRouter } from "@connectrpc/connect";
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { renderApp } from "../../testing/render-app";

const NAMES: Record<string, string> = { e1: "Lucía García", e2: "Daan de Vries" };

let owners: Record<string, string>;

const user = (identifier: string) => ({
  id: identifier,
  integrationId: "madrid",
  identifier,
  employeeId: owners[identifier] ?? "",
  employeeName: NAMES[owners[identifier] ?? ""] ?? "",
});

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.listIntegrations, () => ({ integrations: [{ id: "madrid", name: "Odigo Madrid" }] }));
  rpc(MappingService.method.listPlanningUnits, () => ({}));
  rpc(MappingService.method.listEmployees, ({ search }) => ({
    employees: Object.entries(NAMES)
      .filter(([, name]) => name.toLowerCase().includes(search.toLowerCase()))
      .map(([id, name]) => ({ id, name })),
  }));
  rpc(MappingService.method.listExternalUsers, ({ onlyUnassigned }) => {
    const externalUsers = Object.keys(owners).map(user);
    const shown = externalUsers.filter(({ employeeId }) => !onlyUnassigned || !employeeId);
    return { externalUsers: shown, totalSize: shown.length, unassignedSize: 2 };
  });
  rpc(MappingService.method.assignExternalUsers, ({ assignments }) => {
    for (const { externalUserId, employeeId } of assignments) owners[externalUserId] = employeeId;
    return { externalUsers: assignments.map(({ externalUserId }) => user(externalUserId)) };
  });
};

/** The row of an external user. */
const row = async (identifier: string) => {
  const cell = await screen.findByText(identifier, { selector: "code" });
  return within(cell.closest("tr") as HTMLElement);
};

beforeEach(() => {
  owners = { "agent.1": "", "agent.2": "", "agent.3": "e1" };
});

describe("external users", () => {
  it("say that they appear by themselves while there are none", async () => {
    owners = {};
    renderApp({ path: "/employees?tab=external", services });
    expect(await screen.findByText("No external users yet")).toBeTruthy();
  });

  it("are listed with their employee, the open ones counted", async () => {
    renderApp({ path: "/employees?tab=external", services });
    expect((await row("agent.1")).getByText("Unassigned")).toBeTruthy();
    expect((await row("agent.3")).getByDisplayValue("Lucía García")).toBeTruthy();
    expect(screen.getByText("2 unassigned")).toBeTruthy();
  });

  it("are narrowed to the unassigned ones by the address", async () => {
    renderApp({ path: "/employees?tab=external&unassigned=true", services });
    await row("agent.1");
    expect(screen.queryByText("agent.3")).toBeNull();
  });

  it("are assigned to an employee that was searched for, the past included", async () => {
    const { user } = renderApp({ path: "/employees?tab=external", services });
    const field = (await row("agent.1")).getByRole("combobox");
    await user.click(field);
    await user.type(field, "daan");
    await user.click(await screen.findByRole("option", { name: "Daan de Vries" }));
    await user.click((await row("agent.1")).getByRole("button", { name: "Assign" }));
    expect(await screen.findByText(/agent\.1 now belongs to Daan de Vries\. The past is included/)).toBeTruthy();
    expect((await row("agent.1")).getByText("Assigned")).toBeTruthy();
  });

  it("are assigned several at once", async () => {
    const { user } = renderApp({ path: "/employees?tab=external", services });
    for (const identifier of ["agent.1", "agent.2"]) {
      await user.click((await row(identifier)).getByRole("combobox"));
      await user.click(await screen.findByRole("option", { name: "Lucía García" }));
    }
    const bar = within(await screen.findByRole("region", { name: "Several at once" }));
    await user.click(bar.getByRole("button", { name: "Assign" }));
    expect(await screen.findByText(/2 external users were assigned/)).toBeTruthy();
    expect(owners).toEqual({ "agent.1": "e1", "agent.2": "e1", "agent.3": "e1" });
  });
});
