import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import type { ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { IntegrationHealthState } from "../../gen/kadans/v1/integration_health_pb";
import { IntegrationState } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { type UrlToken, UrlTokenSchema } from "../../gen/kadans/v1/url_token_pb";
import { renderApp } from "../../testing/render-app";

const ADDRESS = "https://kadans.example.com/push";
const KEY = "psh_abc_secret";

let tokens: UrlToken[];
let healthState: IntegrationHealthState;

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.listVendors, () => ({
    vendors: [{ id: "push", name: "Universal push API", available: true }],
  }));
  rpc(IntegrationService.method.getIntegration, ({ id }) => ({
    integration: {
      id,
      vendorId: "push",
      name: "Own switch",
      state: IntegrationState.ACTIVE,
      timeZone: "Europe/Madrid",
      hasActiveUrlToken: tokens.length > 0,
      healthState,
    },
  }));
  rpc(IntegrationService.method.getIntegrationHealth, () => ({ health: {} }));
  rpc(IntegrationService.method.listUrlTokens, () => ({ urlTokens: tokens }));
  rpc(IntegrationService.method.generateUrlToken, () => {
    tokens = [create(UrlTokenSchema, { id: "1", hint: "abc", createTime: timestampNow() }), ...tokens];
    return { urlToken: tokens[0], notificationUrl: ADDRESS, apiKey: KEY };
  });
  rpc(MappingService.method.listExternalUsers, () => ({}));
  rpc(MappingService.method.listExternalStatuses, () => ({}));
};

const open = () => renderApp({ path: "/integrations/own", services });

beforeEach(() => {
  tokens = [];
  healthState = IntegrationHealthState.WAITING;
});

describe("an integration that pushes", () => {
  it("is added without a web service", async () => {
    renderApp({ path: "/integrations/new?vendor=push", services });
    await screen.findByLabelText(/Integration name/);
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(screen.getByText(/The API key is generated in the next step/)).toBeTruthy();
  });

  it("says nothing of Odigo or its URL", async () => {
    open();
    await screen.findByText("No API key yet");
    await screen.findByText("Nothing arrived in the last 24 hours.");
    const page = within(screen.getByRole("main")).getByText("No API key yet").closest("main");
    expect(page?.textContent).not.toMatch(/Odigo|URL/);
  });

  it("leads to what it sent and to what of it is set aside", async () => {
    open();
    const received = within((await screen.findByText("What could not be read, and why.")).closest("ul") as HTMLElement);
    const places = received.getAllByRole("link").map((link) => link.getAttribute("href"));
    expect(places).toEqual(["/integrations/own/notifications", "/integrations/own/quarantine"]);
  });

  it("says where to correct what can’t be read", async () => {
    healthState = IntegrationHealthState.REJECTING;
    tokens = [create(UrlTokenSchema, { id: "0", hint: "old", createTime: timestampNow() })];
    open();
    expect(await screen.findByText(/Correct it in your system, and send it again/)).toBeTruthy();
  });

  it("shows its key once, with the address and a command to try it", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Generate" }));
    const dialog = within(await screen.findByRole("dialog", { name: "API key" }));
    expect(dialog.getByTestId("api-key").textContent).toBe(KEY);
    expect(dialog.getByTestId("push-address").textContent).toBe(ADDRESS);
    await user.click(dialog.getByRole("button", { name: "Copy the command" }));
    expect(await navigator.clipboard.readText()).toContain(`Authorization: Bearer ${KEY}`);
    await user.click(dialog.getByLabelText("I have stored it"));
    await user.click(dialog.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.body.textContent).not.toContain("secret");
  });

  it("lets the old key go on working beside a new one", async () => {
    tokens = [create(UrlTokenSchema, { id: "0", hint: "old", createTime: timestampNow() })];
    const { user } = open();
    await screen.findByText("old");
    await user.click(screen.getByRole("button", { name: "Generate" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Generate API key" }));
    expect(dialog.getByRole("radiogroup", { name: "How long should the old key go on working?" })).toBeTruthy();
  });
});
