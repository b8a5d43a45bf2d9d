import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { IntegrationState } from "../../gen/kadans/v1/integration_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { DataType } from "../../gen/kadans/v1/vendor_pb";
import { refusal } from "../../testing/refusal";
import { renderApp } from "../../testing/render-app";

let integration: {
  id: string;
  name: string;
  timeZone: string;
  rawRetention: { seconds: bigint };
  etag: string;
  state: IntegrationState;
};
let deleted: { id: string; etag: string } | undefined;
let masks: string[][];
/** As many days as the server takes. */
let longestDays: number;

const DAY_S = 86_400;

const shown = () => ({ ...integration, dataTypes: [DataType.AGENT_STATUS, DataType.REAL_TIME_ADHERENCE] });

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.listIntegrations, () => ({ integrations: deleted ? [] : [shown()] }));
  rpc(IntegrationService.method.getIntegration, () => ({ integration: shown() }));
  rpc(IntegrationService.method.getIntegrationHealth, () => ({ health: {} }));
  rpc(IntegrationService.method.listUrlTokens, () => ({}));
  rpc(MappingService.method.listExternalUsers, () => ({}));
  rpc(MappingService.method.listExternalStatuses, () => ({}));
  rpc(IntegrationService.method.pauseIntegration, () => {
    integration.state = IntegrationState.PAUSED;
    return { integration };
  });
  rpc(IntegrationService.method.resumeIntegration, () => {
    integration.state = IntegrationState.ACTIVE;
    return { integration };
  });
  rpc(IntegrationService.method.updateIntegration, ({ integration: given, updateMask, validateOnly }) => {
    if (given?.name.toLowerCase() === "odigo utrecht") {
      throw refusal([{ field: "integration.name", description: "is taken", reason: "TAKEN" }]);
    }
    if (validateOnly) return { integration: shown() };
    if (given?.etag !== integration.etag) throw new ConnectError("changed meanwhile", Code.Aborted);
    const paths = updateMask?.paths ?? [];
    const rawRetention = paths.includes("raw_retention") && given.rawRetention;
    if (rawRetention && rawRetention.seconds > BigInt(longestDays * DAY_S)) {
      const description = `must be at most ${longestDays} days here`;
      throw refusal([{ field: "integration.raw_retention", description, reason: "OUT_OF_RANGE" }]);
    }
    masks.push(paths);
    if (rawRetention) integration.rawRetention = rawRetention;
    integration = { ...integration, name: given.name, timeZone: given.timeZone, etag: "next" };
    return { integration };
  });
  rpc(IntegrationService.method.deleteIntegration, ({ id, etag }) => {
    deleted = { id, etag };
    return {};
  });
};

/** Opens the dialog and enters how many days raw text is kept. */
async function editedDays(user: UserEvent, count: string): Promise<HTMLElement> {
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  const days = await screen.findByRole("textbox", { name: "Days that raw text is kept" });
  await user.clear(days);
  await user.type(days, count);
  return days;
}

const open = () => renderApp({ path: "/integrations/madrid", services });

beforeEach(() => {
  integration = {
    id: "madrid",
    name: "Odigo Madrid",
    timeZone: "Europe/Madrid",
    rawRetention: { seconds: BigInt(7 * DAY_S) },
    etag: "first",
    state: IntegrationState.ACTIVE,
  };
  deleted = undefined;
  masks = [];
  longestDays = 90;
});

describe("an integration", () => {
  it("names what it imports", async () => {
    open();
    expect(await screen.findByText("Agent Status (historical data)")).toBeTruthy();
    expect(screen.getByText("RTA (real time)")).toBeTruthy();
  });

  it("is renamed", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    const name = await screen.findByRole("textbox", { name: /Integration name/ });
    await user.clear(name);
    await user.type(name, "Odigo Sevilla");
    await user.click(screen.getByRole("button", { name: "Save integration" }));
    expect(await screen.findByRole("heading", { name: "Odigo Sevilla" })).toBeTruthy();
    expect(masks).toEqual([["name", "time_zone"]]);
  });

  it("keeps raw text for as many days as are entered", async () => {
    const { user } = open();
    expect(await screen.findByText("7 days")).toBeTruthy();
    const days = await editedDays(user, "30");
    await user.click(screen.getByRole("button", { name: "Save integration" }));
    expect(await screen.findByText("30 days")).toBeTruthy();
    expect(days.isConnected).toBe(false);
    expect(masks).toEqual([["name", "time_zone", "raw_retention"]]);
  });

  it("says at the field how long raw text can be kept", async () => {
    const { user } = open();
    const days = await editedDays(user, "365");
    await user.click(screen.getByRole("button", { name: "Save integration" }));
    expect(await screen.findByText("Enter from 0.042 days, which is an hour, to 90.")).toBeTruthy();
    expect(days.getAttribute("aria-invalid")).toBe("true");
    expect(masks).toEqual([]);
  });

  it("shows at the field what the server has against it", async () => {
    longestDays = 60;
    const { user } = open();
    const days = await editedDays(user, "80");
    await user.click(screen.getByRole("button", { name: "Save integration" }));
    expect(await screen.findByText("Must be at most 60 days here")).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(days));
  });

  it("says while its name is typed that another one has it", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    const name = await screen.findByRole("textbox", { name: /Integration name/ });
    await user.clear(name);
    await user.type(name, "odigo utrecht");
    expect(await screen.findByText("This is taken already. Choose another.")).toBeTruthy();
    expect(name.getAttribute("aria-invalid")).toBe("true");
    await user.type(name, " 2");
    await waitFor(() => expect(screen.queryByText("This is taken already. Choose another.")).toBeNull());
  });

  it("is not overwritten if somebody else changed it meanwhile", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Edit" }));
    const name = await screen.findByRole("textbox", { name: /Integration name/ });
    integration = { ...integration, name: "Odigo Norte", etag: "second" };
    await user.type(name, " 2");
    await user.click(screen.getByRole("button", { name: "Save integration" }));
    expect(await screen.findByText(/Somebody else changed this in the meantime/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Reload" }));
    expect(await screen.findByDisplayValue("Odigo Norte")).toBeTruthy();
  });

  it("is suspended once that is confirmed, and resumed", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Suspend importing" }));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Suspend importing" }));
    expect(await screen.findByText("Import suspended")).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "Resume importing" }));
    expect(await screen.findByRole("button", { name: "Suspend importing" })).toBeTruthy();
  });

  it("is deleted once that is really meant, and what that does is said before", async () => {
    const { user, router } = open();
    await user.click(await screen.findByRole("button", { name: "Delete integration" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Delete “Odigo Madrid”?" }));
    expect(dialog.getByText(/URL tokens are revoked/)).toBeTruthy();
    expect(dialog.getByText(/What it imported is kept, and so are its mappings/)).toBeTruthy();
    expect(deleted).toBeUndefined();
    await user.click(dialog.getByRole("button", { name: "Yes, really delete" }));
    expect(await screen.findByText("No telephone system is connected yet")).toBeTruthy();
    expect(router.state.location.pathname).toBe("/integrations");
    expect(deleted).toEqual({ id: "madrid", etag: "first" });
  });
});
