import type { ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { DataType, Edition } from "../../gen/kadans/v1/vendor_pb";
import { refusal } from "../../testing/refusal";
import { renderApp } from "../../testing/render-app";

const dataTypes = [DataType.AGENT_STATUS, DataType.REAL_TIME_ADHERENCE];
const editions = [Edition.ADVANCED, Edition.ENTERPRISE];

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.listIntegrations, () => ({}));
  rpc(IntegrationService.method.listVendors, () => ({
    vendors: [
      { id: "odigo", name: "Odigo", dataTypes, available: true, editions },
      { id: "other", name: "Other ACD", dataTypes, available: false, editions },
    ],
  }));
  rpc(IntegrationService.method.createIntegration, () => {
    throw refusal([
      { field: "name", description: "is taken", reason: "TAKEN" },
      { field: "time_zone", description: "this is not a time zone." },
    ]);
  });
};

describe("adding an integration", () => {
  it("starts from the empty list of integrations", async () => {
    const { user } = renderApp({ path: "/integrations", services });
    expect(await screen.findByText("No telephone system is connected yet")).toBeTruthy();
    await user.click(screen.getByRole("link", { name: "Add integration" }));
    expect(await screen.findByRole("heading", { name: "Odigo" })).toBeTruthy();
  });

  it("says on a locked tile which editions include the vendor", async () => {
    renderApp({ path: "/integrations/new", services });
    const tile = (await screen.findByRole("heading", { name: "Other ACD" })).closest("li");
    expect(tile?.textContent).toContain("Advanced or Enterprise");
    expect(within(tile as HTMLElement).queryByRole("link")).toBeNull();
  });

  it("proposes the account's time zone", async () => {
    renderApp({ path: "/integrations/new?vendor=odigo", services });
    const zone = await screen.findByRole("combobox", { name: "Time zone" });
    expect((zone as HTMLInputElement).value).toMatch(/^Europe\/Madrid \(UTC\+0[12]:00\)$/);
  });

  it("asks for a name before it asks the server", async () => {
    const { user } = renderApp({ path: "/integrations/new?vendor=odigo", services });
    await user.click(await screen.findByRole("button", { name: "Save integration" }));
    expect(await screen.findByText("Fill in this field.")).toBeTruthy();
  });

  it("says while a name is typed that it is taken", async () => {
    const { user } = renderApp({ path: "/integrations/new?vendor=odigo", services });
    await user.type(await screen.findByLabelText(/Integration name/), "Madrid");
    expect(await screen.findByText("This is taken already. Choose another.")).toBeTruthy();
    expect(screen.queryByText("This is not a time zone.")).toBeNull();
  });

  it("shows all of the server's violations at their fields, and focuses the first", async () => {
    const { user } = renderApp({ path: "/integrations/new?vendor=odigo", services });
    await user.type(await screen.findByLabelText(/Integration name/), "Madrid");
    await user.click(screen.getByRole("button", { name: "Save integration" }));
    expect(await screen.findByText("This is taken already. Choose another.")).toBeTruthy();
    expect(screen.getByText("This is not a time zone.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/Integration name/)));
  });

  it("asks before what was entered is lost", async () => {
    const { user, router } = renderApp({ path: "/integrations/new?vendor=odigo", services });
    await user.type(await screen.findByLabelText(/Integration name/), "Madrid");
    await user.click(screen.getByRole("link", { name: "Cancel" }));
    await user.click(await screen.findByRole("button", { name: "Keep editing" }));
    expect(router.state.location.pathname).toBe("/integrations/new");
  });
});
