import type { MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { QuarantineGroupSchema } from "../../gen/kadans/v1/captured_notification_pb";
import {
  IntegrationService,
  type ReplayNotificationsRequest,
  type ReplayNotificationsResponseSchema,
} from "../../gen/kadans/v1/integration_service_pb";
import { refused } from "../../testing/refusal";
import { renderApp } from "../../testing/render-app";
import { INTEGRATION } from "../notifications/testing";

let groups: MessageInitShape<typeof QuarantineGroupSchema>[];
let replayed: ReplayNotificationsRequest[];
let answer: () => AsyncIterable<MessageInitShape<typeof ReplayNotificationsResponseSchema>>;

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.getIntegration, () => ({ integration: INTEGRATION }));
  rpc(IntegrationService.method.listQuarantine, () => ({
    groups,
    notificationCount: groups.reduce((sum, { notificationCount = 0 }) => sum + notificationCount, 0),
    byteCount: 1_572_864n,
    maxByteCount: 67_108_864n,
    retention: { seconds: 2_592_000n },
  }));
  rpc(IntegrationService.method.replayNotifications, (request) => {
    replayed.push(request);
    return answer();
  });
};

const open = () => renderApp({ path: "/integrations/madrid/quarantine", services });
const time = timestampFromDate(new Date(Date.now() - 3_600_000));

beforeEach(() => {
  replayed = [];
  groups = [
    { code: "missing_agent", message: "no agent", notificationCount: 12, oldestTime: time, newestTime: time },
    { code: "eclipse", message: "the moon was in the way", notificationCount: 3, oldestTime: time, newestTime: time },
  ];
  answer = async function* () {
    yield {
      totalCount: 12,
      doneCount: 12,
      changedCount: 10,
      unreadableCount: 2,
      addedStateCount: 10,
      changedPersonNames: ["Julia Doe", "Mateo Sanz"],
      changedPersonCount: 3,
      isComplete: true,
    };
  };
});

describe("what is set aside", () => {
  it("is listed by reason, with how much and how long it is kept", async () => {
    open();
    expect(await screen.findByRole("heading", { name: "15 notifications are set aside now" })).toBeTruthy();
    expect(screen.getByText("No agent found")).toBeTruthy();
    expect(screen.getByText("the moon was in the way")).toBeTruthy();
    expect(screen.getByText(/^1.5 MB of 64 MB used/)).toBeTruthy();
    expect(screen.getByText("What can’t be read is kept for 30 days.")).toBeTruthy();
    const link = screen.getByRole("link", { name: "12 notifications: No agent found" });
    expect(link.getAttribute("href")).toBe("/integrations/madrid/notifications?reason=missing_agent");
  });

  it("shows what is wrong with one of several as an example only", async () => {
    groups = [{ code: "bad_item", message: "startTime must be given", notificationCount: 1 }];
    open();
    expect(await screen.findByText("Invalid item")).toBeTruthy();
    expect(screen.getByText("For example: startTime must be given.")).toBeTruthy();
  });

  it("may be nothing", async () => {
    groups = [];
    open();
    expect(await screen.findByText("Nothing is set aside")).toBeTruthy();
  });

  it("is replayed, and the result said in words", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Replay all" }));
    expect(await screen.findByText("10 notifications are readable now.")).toBeTruthy();
    expect(screen.getByText("2 are still not readable, or not wholly.")).toBeTruthy();
    expect(screen.getByText("10 states were added.")).toBeTruthy();
    expect(screen.getByText("The past changed for Julia Doe, Mateo Sanz, and 1 more.")).toBeTruthy();
    expect(replayed[0]?.selection).toMatchObject({ case: "quarantine", value: { reasonCodes: [] } });
    expect(replayed[0]?.validateOnly).toBe(false);
  });

  it("is replayed for chosen reasons alone", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("checkbox", { name: "Select No agent found" }));
    await user.click(screen.getByRole("button", { name: "Replay" }));
    await screen.findByText("10 states were added.");
    expect(replayed[0]?.selection).toMatchObject({ value: { reasonCodes: ["missing_agent"] } });
  });

  it("shows how far a replay is, and that it goes on without the page", async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    answer = async function* () {
      yield { totalCount: 1_200, doneCount: 300 };
      await finished;
      yield { totalCount: 1_200, doneCount: 1_200, isComplete: true };
    };
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Replay all" }));
    expect(await screen.findByText("300 of 1,200")).toBeTruthy();
    const bar = screen.getByRole("progressbar", { name: "Reading anew" });
    expect(bar.getAttribute("aria-valuenow")).toBe("25");
    expect(screen.getByText(/The server goes on with it if you leave this page/)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: "Replay all" }).disabled).toBe(true);
    finish();
    expect(await screen.findByText("1,200 notifications are readable now.")).toBeTruthy();
  });
});

describe("a replay that can't be followed", () => {
  it("waits for another one that is running", async () => {
    const fine = answer;
    answer = () => {
      throw refused(Code.FailedPrecondition, "REPLAY_RUNNING");
    };
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Replay all" }));
    expect(await screen.findByText("Another replay is running")).toBeTruthy();
    answer = fine;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("10 states were added.")).toBeTruthy();
  });

  it("goes on when the connection is lost", async () => {
    answer = async function* () {
      yield { totalCount: 12, doneCount: 4 };
      throw new ConnectError("gone", Code.Unavailable);
    };
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Replay all" }));
    expect(await screen.findByText("The connection was lost")).toBeTruthy();
    expect(screen.getByText(/The server goes on with the replay unless/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByText("The connection was lost")).toBeNull());
  });

  it("is not taken for finished if its stream just ends", async () => {
    answer = async function* () {
      yield { totalCount: 12, doneCount: 4 };
    };
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Replay all" }));
    expect(await screen.findByText("The connection was lost")).toBeTruthy();
  });
});

describe("accepted notifications", () => {
  it("are read anew only after it was said what would change", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "See what would change" }));
    expect(await screen.findByText("10 states would be added.")).toBeTruthy();
    expect(screen.getByText("10 notifications would be readable.")).toBeTruthy();
    expect(replayed.map(({ validateOnly }) => validateOnly)).toEqual([true]);
    expect(replayed[0]?.selection.case).toBe("received");
    await user.click(screen.getByRole("button", { name: "Replay now" }));
    expect(await screen.findByText("10 states were added.")).toBeTruthy();
    expect(replayed.map(({ validateOnly }) => validateOnly)).toEqual([true, false]);
    expect(replayed[1]?.selection).toEqual(replayed[0]?.selection);
  });

  it("that are read the same stay as they are", async () => {
    answer = async function* () {
      yield { totalCount: 40, doneCount: 40, isComplete: true };
    };
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "See what would change" }));
    expect(await screen.findByText("Nothing would change")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Replay now" })).toBeNull();
  });
});
