import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { type CapturedNotificationSchema, CaptureOutcome } from "../../gen/kadans/v1/captured_notification_pb";
import {
  IntegrationService,
  type ListNotificationsRequest,
  type ReplayNotificationsRequest,
} from "../../gen/kadans/v1/integration_service_pb";
import { Role } from "../../gen/kadans/v1/session_pb";
import { renderApp } from "../../testing/render-app";
import { sessionOf } from "../../testing/session";
import { INTEGRATION, READABLE, UNREADABLE } from "./testing";

let kept: MessageInitShape<typeof CapturedNotificationSchema>[];
let asked: ListNotificationsRequest[];
let replayed: ReplayNotificationsRequest[];

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.getIntegration, () => ({ integration: INTEGRATION }));
  rpc(IntegrationService.method.listNotifications, (request) => {
    asked.push(request);
    const { outcomes, agent, reasonCode, pageToken } = request;
    const fitting = kept.filter(
      ({ outcome, states = [], unreadableItems = [] }) =>
        (outcomes.length === 0 || outcomes.some((one) => one === outcome)) &&
        (!agent || states.some(({ state }) => state?.agent === agent)) &&
        (!reasonCode || unreadableItems.some(({ code }) => code === reasonCode)),
    );
    // One to a page, so that there is a second.
    const from = Number(pageToken || 0);
    return { notifications: fitting.slice(from, from + 1), nextPageToken: fitting[from + 1] ? String(from + 1) : "" };
  });
  rpc(IntegrationService.method.getNotification, ({ id }) => ({ notification: kept.find((one) => one.id === id) }));
  rpc(IntegrationService.method.replayNotifications, async function* (request) {
    replayed.push(request);
    yield { totalCount: 1, doneCount: 1, changedCount: 1, addedStateCount: 1, isComplete: true };
  });
};

const open = (search = "") => renderApp({ path: `/integrations/madrid/notifications${search}`, services });

beforeEach(() => {
  kept = [UNREADABLE, READABLE];
  asked = [];
  replayed = [];
});

describe("the notifications of an integration", () => {
  it("say what to do while there are none", async () => {
    kept = [];
    open();
    expect(await screen.findByText("Nothing has come in yet")).toBeTruthy();
    expect(screen.getByText(/^curl -d/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "To the notification URL" }).getAttribute("href")).toBe(
      "/integrations/madrid",
    );
  });

  it("come page by page, with what was read or why nothing was", async () => {
    const { user } = open();
    expect(await screen.findByText("No notification in it, eclipse")).toBeTruthy();
    expect(screen.queryByText(/jdoe · PAUSE · LUNCH/)).toBeNull();
    await user.click(screen.getByRole("button", { name: "Load more" }));
    expect(await screen.findByText(/jdoe · PAUSE · LUNCH/)).toBeTruthy();
    expect(screen.getByText(/This list stays as it is/)).toBeTruthy();
  });

  it("are narrowed by what stands in the address", async () => {
    open("?outcome=partly,quarantined&reason=no_notification&range=times&from=2026-11-20T10:00");
    await screen.findByText("No notification in it, eclipse");
    const [request] = asked;
    expect(request?.outcomes).toEqual([CaptureOutcome.PARTLY, CaptureOutcome.QUARANTINED]);
    expect(request?.reasonCode).toBe("no_notification");
    expect(request?.startTime?.seconds).toBe(BigInt(Date.parse("2026-11-20T09:00:00Z") / 1000));
  });

  it("are narrowed to an agent, which the address then says", async () => {
    const { user, router } = open();
    await user.type(await screen.findByRole("searchbox"), "jdoe");
    await screen.findByText(/jdoe · PAUSE · LUNCH/);
    expect(router.state.location.search).toEqual({ agent: "jdoe" });
    await user.clear(screen.getByRole("searchbox"));
    await user.type(screen.getByRole("searchbox"), "nobody");
    await user.click(await screen.findByRole("button", { name: "Clear search and filters" }));
    expect(await screen.findByText("No notification in it, eclipse")).toBeTruthy();
  });

  it("are not for planners", async () => {
    renderApp({ path: "/integrations/madrid/notifications", services, session: sessionOf(Role.PLANNER) });
    expect(await screen.findByRole("heading", { name: "Your role does not include this page" })).toBeTruthy();
  });

  it("are read anew once it was said what that changes", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("checkbox", { name: /^Select the one of/ }));
    const bar = within(screen.getByRole("region", { name: "Several at once" }));
    await user.click(bar.getByRole("button", { name: "Replay" }));
    expect(await screen.findByText("This would change")).toBeTruthy();
    expect(replayed.map(({ validateOnly }) => validateOnly)).toEqual([true]);
    await user.click(screen.getByRole("button", { name: "Replay now" }));
    expect(await screen.findByText("1 state was added.")).toBeTruthy();
    expect(replayed.map(({ validateOnly, selection }) => [validateOnly, selection.value])).toMatchObject([
      [true, { ids: ["n2"] }],
      [false, { ids: ["n2"] }],
    ]);
  });
});

describe("one notification", () => {
  it("shows how it came, and where each field of it was found", async () => {
    open("?open=n1");
    const dialog = within(await screen.findByRole("dialog", { name: "Notification" }));
    const body = await dialog.findByRole("region", { name: "Body" });
    expect(body.textContent).toContain('"login":"jdoe"');
    expect(dialog.getByText("application/json")).toBeTruthy();
    expect(dialog.getByRole("row", { name: "Agent jdoe data.agent.login in the body by the name login" })).toBeTruthy();
    expect(dialog.getByRole("row", { name: "Status PAUSE state in the query" })).toBeTruthy();
    expect(dialog.getByText(/The clocks show this time twice/)).toBeTruthy();
    expect(dialog.getAllByText(/moon_phase/).length).toBeGreaterThan(0);
    expect(dialog.getByText(/is deleted after 7 days/)).toBeTruthy();
  });

  it("says why it could not be read, in the server's words if the reason is new", async () => {
    const { user, router } = open();
    await user.click(await screen.findByRole("link", { name: /20 Nov 2026|Nov 20, 2026/ }));
    const dialog = within(await screen.findByRole("dialog", { name: "Notification" }));
    expect(await dialog.findByText(/Neither an agent nor a status was found/)).toBeTruthy();
    expect(dialog.getByText(/the moon was in the way/)).toBeTruthy();
    expect(dialog.queryByText(/is deleted after/)).toBeNull();
    expect(router.state.location.search).toEqual({ open: "n2" });
    await user.click(dialog.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it("says that its raw text is gone", async () => {
    kept = [{ ...READABLE, isRawDeleted: true, body: "" }];
    open("?open=n1");
    expect(await screen.findByText("The raw text was deleted after 7 days.")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Replay this one" })).toBeNull();
  });
});
