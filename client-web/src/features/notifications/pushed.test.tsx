import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import { screen, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { type CapturedNotificationSchema, CaptureOutcome } from "../../gen/kadans/v1/captured_notification_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { renderApp } from "../../testing/render-app";
import { INTEGRATION, READABLE } from "./testing";

type Notification = MessageInitShape<typeof CapturedNotificationSchema>;

let kept: Notification[];
let vendorId: string;

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.getIntegration, () => ({ integration: { ...INTEGRATION, vendorId } }));
  rpc(IntegrationService.method.listNotifications, () => ({ notifications: kept }));
  rpc(IntegrationService.method.getNotification, ({ id }) => ({ notification: kept.find((one) => one.id === id) }));
  rpc(IntegrationService.method.listQuarantine, () => ({
    groups: [{ code: "bad_item", message: "endTime must be later than startTime", notificationCount: 2 }],
    notificationCount: 2,
  }));
};

const open = (page: string) => renderApp({ path: `/integrations/own/${page}`, services });
const main = () => screen.getByRole("main");

const ITEM = '{"agentIdentifier":"jdoe","activityIdentifier":"CALL","startTime":"2026-11-20T09:00:00Z"}';

beforeEach(() => {
  vendorId = "push";
  kept = [{ ...READABLE, body: `{"data":[${ITEM}]}` }];
});

describe("the pages about what is pushed", () => {
  it("say how to send something, by key and address", async () => {
    kept = [];
    open("notifications");
    expect(await screen.findByText(/Generate an API key/)).toBeTruthy();
    const line = screen.getByText(/^curl/).textContent;
    expect(line).toContain(`${window.location.origin}/ingest/agent-statuses`);
    expect(line).toContain("Authorization: Bearer API KEY");
    expect(screen.getByRole("link", { name: "To the API key" }).getAttribute("href")).toBe("/integrations/madrid");
    expect(main().textContent).not.toMatch(/Odigo(?! Madrid)|URL/);
  });

  it("have no format, and replay nothing", async () => {
    open("notifications?open=n1");
    const dialog = within(await screen.findByRole("dialog", { name: "Notification" }));
    await dialog.findByText("1 state was read");
    expect(dialog.queryByRole("button", { name: /Replay/ })).toBeNull();
    const pages = within(screen.getByRole("navigation", { name: "What is received", hidden: true }));
    const links = pages.getAllByRole("link", { hidden: true });
    expect(links.map((link) => link.textContent)).toEqual(["Notifications", "Set aside"]);
    expect(screen.queryByRole("checkbox", { hidden: true })).toBeNull();
  });

  it("say so at the address of a format", async () => {
    open("format");
    expect(await screen.findByText("There is no format to set")).toBeTruthy();
    expect(screen.queryByText(/Where each field is found/)).toBeNull();
  });

  it("list what is set aside and why, to be corrected where it comes from", async () => {
    open("quarantine");
    expect(await screen.findByText("Invalid item")).toBeTruthy();
    expect(screen.getByText("For example: endTime must be later than startTime.")).toBeTruthy();
    expect(screen.getByText(/Correct it in the system that sends it/)).toBeTruthy();
    expect(main().textContent).not.toMatch(/format|[Rr]eplay|anew/);
    expect(screen.queryByRole("checkbox")).toBeNull();
  });
});

describe("a notification that came before", () => {
  const again = (body: string) => ({ ...READABLE, body, states: [] });

  it.each(["odigo", "push"])("is called a duplicate, in the list and by itself: %s", async (vendor) => {
    vendorId = vendor;
    kept = [{ ...again(`{"data":[${ITEM}]}`), duplicateCount: 1 }];
    const { user } = open("notifications");
    expect(await screen.findByText("Duplicate: was stored already")).toBeTruthy();
    await user.click(screen.getByRole("link", { name: /20 Nov 2026|Nov 20, 2026/ }));
    const dialog = within(await screen.findByRole("dialog", { name: "Notification" }));
    expect(await dialog.findByText("Duplicate: was stored already")).toBeTruthy();
    expect(dialog.getByText("All that it says had come in before, so it changed nothing.")).toBeTruthy();
  });

  it("is not one that lists nobody, that has a state of its own, or that is set aside", async () => {
    const states = READABLE.states;
    const aside = { outcome: CaptureOutcome.QUARANTINED, unreadableItems: [{ code: "no_data" }] };
    kept = [
      { ...again('{"snapshot":true,"data":[]}'), id: "a" },
      { ...again(`{"data":[${ITEM}]}`), id: "b", states, duplicateCount: 1 },
      { ...again(`{"data":{"agentIdentifier":"jdoe"}}`), id: "c", ...aside },
    ];
    open("notifications");
    expect(await screen.findAllByText(/jdoe · PAUSE/)).toHaveLength(1);
    expect(within(screen.getByRole("table")).getByText("No data in it")).toBeTruthy();
    expect(screen.queryByText(/Duplicate/)).toBeNull();
  });
});
