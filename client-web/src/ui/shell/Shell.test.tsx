import type { ConnectRouter } from "@connectrpc/connect";
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { Role } from "../../gen/kadans/v1/session_pb";
import { renderApp } from "../../testing/render-app";
import { sessionOf } from "../../testing/session";

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.listIntegrations, () => ({}));
  rpc(MappingService.method.listEmployees, () => ({}));
  rpc(MappingService.method.listPlanningUnits, () => ({}));
  rpc(MappingService.method.listExternalUsers, () => ({}));
};

/** Names of the menu's entries. */
async function entries() {
  const menu = await screen.findByRole("navigation", { name: "Main navigation" });
  return within(menu)
    .getAllByRole("link")
    .map((link) => link.textContent);
}

describe("the menu", () => {
  it("shows a supervisor the board alone", async () => {
    renderApp({ path: "/employees", services, session: sessionOf(Role.SUPERVISOR) });
    expect(await entries()).toEqual(["Real-Time Adherence"]);
    expect(await screen.findByText("Your role does not include this page")).toBeTruthy();
    expect(screen.getByText(/You are signed in as Ana Martín, Supervisor; this page is for the role/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "To the start page" })).toBeTruthy();
  });

  it("shows a planner no integrations", async () => {
    renderApp({ path: "/employees", services, session: sessionOf(Role.PLANNER) });
    expect(await entries()).toEqual([
      "Real-Time Adherence",
      "Employees",
      "Activities",
      "Schedules",
      "Adherence settings",
    ]);
  });

  it("shows an administrator everything", async () => {
    renderApp({ path: "/employees", services, session: sessionOf(Role.ADMIN) });
    expect(await entries()).toEqual([
      "Real-Time Adherence",
      "Employees",
      "Activities",
      "Schedules",
      "Adherence settings",
      "Integrations",
      "Users",
      "Audit log",
    ]);
  });
});

describe("pages of the account", () => {
  it.each(["/users", "/audit", "/integrations"])("%s is for administrators alone", async (path) => {
    renderApp({ path, services, session: sessionOf(Role.SUPERVISOR) });
    expect(await screen.findByText("Your role does not include this page")).toBeTruthy();
  });
});

describe("the shell", () => {
  it("goes to the search with a slash", async () => {
    const { user } = renderApp({ path: "/employees", services });
    const search = await screen.findByRole("searchbox");
    await user.keyboard("/");
    expect(document.activeElement).toBe(search);
  });

  it("leads to the sign-in page when the session ends, and remembers the page", async () => {
    const { keeper, router } = renderApp({ path: "/employees?tab=external", services });
    await screen.findByRole("tab", { name: /External users/ });
    keeper.end();
    expect(await screen.findByRole("button", { name: "Sign in" })).toBeTruthy();
    expect(router.state.location.search).toEqual({ next: "/employees?tab=external" });
  });
});
