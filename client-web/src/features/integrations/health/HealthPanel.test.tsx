import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { cleanup, screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { type IntegrationHealthSchema, IntegrationHealthState } from "../../../gen/kadans/v1/integration_health_pb";
import { type IntegrationSchema, IntegrationState } from "../../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../../gen/kadans/v1/integration_service_pb";
import { MappingService } from "../../../gen/kadans/v1/mapping_service_pb";
import { renderApp } from "../../../testing/render-app";

const START = Date.parse("2026-11-21T10:00:00Z");
const STEP = {
  startTime: timestampFromMs(START),
  acceptedCount: 1204n,
  duplicateCount: 3n,
  refreshCount: 20n,
  lateCount: 2n,
  quarantinedCount: 1n,
  medianClockSkew: { seconds: 0n, nanos: 400_000_000 },
};

let integration: MessageInitShape<typeof IntegrationSchema>;
let health: MessageInitShape<typeof IntegrationHealthSchema> | undefined;

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.listIntegrations, () => ({ integrations: [integration] }));
  rpc(IntegrationService.method.getIntegration, () => ({ integration }));
  rpc(IntegrationService.method.listUrlTokens, () => ({}));
  rpc(IntegrationService.method.getIntegrationHealth, () => {
    if (!health) throw new ConnectError("not now", Code.Unavailable);
    return { health };
  });
  rpc(MappingService.method.listExternalUsers, () => ({}));
  rpc(MappingService.method.listExternalStatuses, () => ({}));
};

const open = () => renderApp({ path: "/integrations/madrid", services });

beforeEach(() => {
  integration = {
    id: "madrid",
    vendorId: "odigo",
    name: "Odigo Madrid",
    timeZone: "UTC",
    state: IntegrationState.ACTIVE,
    hasActiveUrlToken: true,
    healthState: IntegrationHealthState.RECEIVING,
    healthSinceTime: timestampFromMs(START),
  };
  health = { total: STEP, steps: [STEP] };
});

describe("the health of an integration", () => {
  it("says in a word what it is doing, and since when", async () => {
    open();
    expect(await screen.findByText("Receiving")).toBeTruthy();
    const since = (await screen.findByText("In this state since")).closest("div") as HTMLElement;
    expect(within(since).getByText(/21.*2026/)).toBeTruthy();
  });

  it.each([
    [IntegrationHealthState.SILENT, "Silent", /Ask your contact at Odigo whether notifications are still sent/],
    [IntegrationHealthState.REJECTING, "Can’t be read", /can be read again once the format is corrected/],
    [IntegrationHealthState.WAITING, "Waiting for the first notification", /Nothing has arrived yet/],
  ])("says what to do: %i", async (healthState, word, advice) => {
    integration = { ...integration, healthState };
    open();
    expect(await screen.findByText(word)).toBeTruthy();
    expect(screen.getByText(advice)).toBeTruthy();
  });

  it("draws what arrived, and says it to whoever can’t see that", async () => {
    open();
    expect(
      await screen.findByRole("img", { name: "Accepted: 1,204 in 24 hours, at most 1,204 in five minutes" }),
    ).toBeTruthy();
    expect(screen.getByRole("img", { name: /^Set aside on arrival: 1 in 24 hours/ })).toBeTruthy();
    expect(screen.getByRole("img", { name: /^Clock skew: 0.4 sec in the median/ })).toBeTruthy();
  });

  it("is told by five minutes in a table", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Show as a table" }));
    const table = within(await screen.findByRole("region", { name: "Notifications by five minutes" }));
    const row = table.getAllByRole("row")[2] as HTMLElement;
    const figures = within(row).getAllByRole("cell");
    expect(figures.map(({ textContent }) => textContent)).toEqual(["1,204", "3", "20", "2", "1", "0.4 sec"]);
  });

  it("says nothing of the clock skew where it can't be told", async () => {
    const { medianClockSkew: _, ...step } = STEP;
    health = { total: step, steps: [step] };
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Show as a table" }));
    expect(screen.queryByText("Clock skew")).toBeNull();
    const table = within(await screen.findByRole("region", { name: "Notifications by five minutes" }));
    const figures = within(table.getAllByRole("row")[2] as HTMLElement).getAllByRole("cell");
    expect(figures.map(({ textContent }) => textContent)).toEqual(["1,204", "3", "20", "2", "1"]);
  });

  it("says that nothing arrived", async () => {
    health = {};
    open();
    expect(await screen.findByText("Nothing arrived in the last 24 hours.")).toBeTruthy();
  });

  it("offers another try if it could not be asked for", async () => {
    health = undefined;
    const { user } = open();
    await screen.findByText("This could not be loaded");
    health = { total: STEP, steps: [STEP] };
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("img", { name: /^Accepted/ })).toBeTruthy();
  });

  it("shows in the list of integrations", async () => {
    integration = { ...integration, healthState: IntegrationHealthState.SILENT };
    renderApp({ path: "/integrations", services });
    const row = within((await screen.findByText("Odigo Madrid")).closest("tr") as HTMLElement);
    expect(row.getByText("Silent")).toBeTruthy();
    expect(row.getByText(/since/).textContent).toContain("2026");
    expect(row.queryByRole("link", { name: /set/ })).toBeNull();
  });

  it.each([
    [IntegrationHealthState.REJECTING, "See what is set aside", "/integrations/madrid/quarantine"],
    [IntegrationHealthState.WAITING, "To the set-up", "/integrations/madrid#set-up"],
  ])("leads to what can be done about it, from its page and from the list: %i", async (healthState, words, place) => {
    integration = { ...integration, healthState };
    open();
    expect((await screen.findByRole("link", { name: words })).getAttribute("href")).toBe(place);
    cleanup();
    renderApp({ path: "/integrations", services });
    expect((await screen.findByRole("link", { name: words })).getAttribute("href")).toBe(place);
  });
});
