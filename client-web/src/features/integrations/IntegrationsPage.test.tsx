import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { IntegrationHealthState } from "../../gen/kadans/v1/integration_health_pb";
import { IntegrationSchema } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { WebServiceState } from "../../gen/kadans/v1/web_service_pb";
import { renderApp } from "../../testing/render-app";

const integration = (name: string, acceptedCount: bigint, quarantinedCount: bigint, state: WebServiceState) =>
  create(IntegrationSchema, {
    id: name.toLowerCase(),
    name,
    vendorId: "odigo",
    timeZone: "Europe/Madrid",
    hasActiveUrlToken: true,
    healthState: IntegrationHealthState.RECEIVING,
    healthSummary: {
      newestStateTime: acceptedCount > 0n ? timestampFromMs(Date.now() - 180_000) : undefined,
      recent: { acceptedCount, quarantinedCount },
      webService: { state },
    },
  });

const integrations = [
  integration("Madrid", 1234n, 3n, WebServiceState.FAILING),
  integration("Quiet", 0n, 0n, WebServiceState.ANSWERING),
];

describe("the list of integrations", () => {
  it("tells what each of them brought lately, and what there is to see to", async () => {
    renderApp({
      path: "/integrations",
      services: ({ rpc }) => rpc(IntegrationService.method.listIntegrations, () => ({ integrations })),
    });
    const row = async (name: string) =>
      within((await screen.findByRole("link", { name })).closest("tr") as HTMLElement);
    const madrid = await row("Madrid");
    expect(madrid.getByText("1,234 states")).toBeTruthy();
    expect(madrid.getByText(/^3 min\.? ago$/)).toBeTruthy();
    expect(madrid.getByText("Web service: Failing")).toBeTruthy();
    expect(madrid.getByText("3 set aside on arrival")).toBeTruthy();
    expect(madrid.getByRole("link", { name: "Set aside now" }).getAttribute("href")).toBe(
      "/integrations/madrid/quarantine",
    );
    const quiet = await row("Quiet");
    expect(quiet.getAllByText("–")).toHaveLength(2);
    expect(quiet.queryByText(/Web service/)).toBeNull();
  });
});
