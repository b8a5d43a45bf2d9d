import { clone, create, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { CaptureOutcome } from "../../gen/kadans/v1/captured_notification_pb";
import {
  IntegrationService,
  type PreviewNotificationFormatResponseSchema,
} from "../../gen/kadans/v1/integration_service_pb";
import {
  NotificationField,
  type NotificationFormat,
  NotificationFormatSchema,
} from "../../gen/kadans/v1/notification_format_pb";
import { refusal } from "../../testing/refusal";
import { renderApp } from "../../testing/render-app";
import { INTEGRATION } from "../notifications/testing";

const DEFAULTS = create(NotificationFormatSchema, {
  agent: { names: ["agentId", "login"] },
  status: { names: ["state"] },
  detail: { names: ["reason"] },
  time: { names: ["timestamp"] },
  eventId: { names: ["eventId"] },
  loggedOutStatuses: ["LOGOUT"],
});

let stored: NotificationFormat;
let tried: NotificationFormat | undefined;
let refuse: () => void;

const PREVIEW: MessageInitShape<typeof PreviewNotificationFormatResponseSchema> = {
  changedCount: 1,
  newlyReadableCount: 1,
  previews: [
    {
      id: "n1",
      excerpt: "quien=jdoe",
      isChanged: true,
      before: {
        outcome: CaptureOutcome.QUARANTINED,
        unreadableItems: [{ index: 0, code: "missing_agent", message: "" }],
      },
      after: {
        outcome: CaptureOutcome.ACCEPTED,
        states: [{ index: 0, state: { agent: "jdoe", status: "PAUSE" } }],
      },
    },
    { id: "n2", excerpt: "agentId=same" },
  ],
};

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.getIntegration, () => ({ integration: INTEGRATION }));
  rpc(IntegrationService.method.listNotifications, () => ({}));
  rpc(IntegrationService.method.getNotificationFormat, () => ({ format: stored, defaultFormat: DEFAULTS }));
  rpc(IntegrationService.method.updateNotificationFormat, ({ format }) => {
    refuse();
    if (!format || format.etag !== stored.etag) throw new ConnectError("stale", Code.Aborted);
    stored = { ...format, etag: `${format.etag}+` };
    return { format: stored };
  });
  rpc(IntegrationService.method.previewNotificationFormat, ({ format }) => {
    tried = format;
    return PREVIEW;
  });
  rpc(IntegrationService.method.proposeNotificationFormat, () => {
    const format = clone(NotificationFormatSchema, stored);
    format.agent?.names.unshift("quien");
    return {
      format,
      notificationCount: 40,
      candidates: [
        {
          field: NotificationField.AGENT,
          path: "quien",
          sampleValues: ["jdoe", "msanz"],
          notificationCount: 38,
          proposed: true,
        },
        { field: NotificationField.AGENT, path: "data.team", sampleValues: ["north"], notificationCount: 12 },
      ],
    };
  });
};

beforeEach(() => {
  stored = { ...clone(NotificationFormatSchema, DEFAULTS), etag: "1" };
  tried = undefined;
  refuse = () => {};
});

const open = () => renderApp({ path: "/integrations/madrid/format", services });
const name = (field: string, position: number) =>
  screen.findByRole<HTMLInputElement>("textbox", { name: `${field}: name ${position}` });
const agentNames = () =>
  within(screen.getByRole("list", { name: "Names of Agent" }))
    .getAllByRole<HTMLInputElement>("textbox")
    .map(({ value }) => value);
const save = () => screen.getByRole("button", { name: "Save changes" });

describe("the names of a field", () => {
  it("are added, moved and removed by the keyboard alone", async () => {
    const { user } = open();
    const first = await name("Agent", 1);
    first.focus();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(agentNames()).toEqual(["agentId", "", "login"]));
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Agent: name 2"));
    await user.keyboard("quien{Alt>}{ArrowUp}{/Alt}");
    expect(agentNames()).toEqual(["quien", "agentId", "login"]);
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Agent: name 1"));
    expect(screen.getByText("quien is number 1 now.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Remove login" }));
    expect(agentNames()).toEqual(["quien", "agentId"]);
    await user.click(save());
    await screen.findByText(/What came in before was not read anew/);
    expect(stored.agent?.names).toEqual(["quien", "agentId"]);
  });

  it("must not be missing or alike; the first bad place gets the focus", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Remove state" }));
    await user.click(screen.getByRole("button", { name: "Add name: Detail" }));
    await user.type(await name("Detail", 2), "REASON");
    await user.click(save());
    expect(await screen.findByText("Add at least one name.")).toBeTruthy();
    expect(screen.getByText("This name is listed twice; capitals make no difference.")).toBeTruthy();
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Add name: Status"));
    expect(stored.etag).toBe("1");
  });

  it("show what the server finds wrong with them", async () => {
    refuse = () => {
      throw refusal([{ field: "format.time.names[0]", description: "has more than 32 parts" }]);
    };
    const { user } = open();
    await user.type(await name("Time", 1), "x");
    await user.click(save());
    expect(await screen.findByText("Has more than 32 parts")).toBeTruthy();
    await waitFor(async () => expect(document.activeElement).toBe(await name("Time", 1)));
  });
});

describe("a format", () => {
  it("is proposed from what was captured, place by place or as a whole", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Propose from what was captured" }));
    const places = within(await screen.findByRole("list", { name: "Places that may hold Agent" }));
    expect(places.getByText("in 38 of 40")).toBeTruthy();
    expect(places.getByText("jdoe · msanz")).toBeTruthy();
    await user.click(places.getByRole("button", { name: "Use data.team for Agent" }));
    expect(agentNames()).toEqual(["data.team", "agentId", "login"]);
    await user.click(screen.getByRole("button", { name: "Take over the whole proposal" }));
    expect(agentNames()).toEqual(["quien", "agentId", "login"]);
    expect(places.getByText("Tried first")).toBeTruthy();
    expect(stored.etag).toBe("1");
  });

  it("is tried without being saved, and what changes is marked", async () => {
    const { user } = open();
    await user.type(await name("Agent", 1), "2");
    await user.click(screen.getByRole("button", { name: "Try it on the last 200" }));
    expect(await screen.findByText("1 becomes readable")).toBeTruthy();
    expect(tried?.agent?.names).toEqual(["agentId2", "login"]);
    expect(stored.etag).toBe("1");
    const table = within(screen.getByRole("table"));
    expect(table.getByText("jdoe · PAUSE").closest("li")?.textContent).toContain("new:");
    expect(table.getByText("1: No agent found").closest("li")?.textContent).toContain("goes away:");
    expect(table.queryByText("agentId=same")).toBeNull();
    await user.click(screen.getByRole("switch", { name: "Show those that stay the same, too" }));
    expect(table.getByText("agentId=same")).toBeTruthy();
    expect(screen.queryByText(/You have changed the format since/)).toBeNull();
    await user.type(await name("Agent", 1), "3");
    expect(screen.getByText(/You have changed the format since/)).toBeTruthy();
  });

  it("replaces values", async () => {
    const { user } = open();
    await user.click(await screen.findByRole("button", { name: "Replace a value: Status" }));
    await user.type(screen.getByRole("textbox", { name: "Status: value 1" }), "DISPO");
    await user.type(screen.getByRole("textbox", { name: "Status: replacement 1" }), "AVAILABLE");
    await user.click(save());
    await screen.findByText(/What came in before was not read anew/);
    expect(stored.status?.values).toEqual({ DISPO: "AVAILABLE" });
  });

  it("goes back to the defaults once that is confirmed, and is stored only when saved", async () => {
    stored.agent = { ...(stored.agent ?? {}), names: ["quien"] } as NotificationFormat["agent"];
    const { user } = open();
    await name("Agent", 1);
    await user.click(screen.getByRole("button", { name: "Reset to defaults" }));
    await user.click(await screen.findByRole("button", { name: "Reset" }));
    await waitFor(() => expect(agentNames()).toEqual(["agentId", "login"]));
    expect(stored.agent?.names).toEqual(["quien"]);
  });

  it("is not lost by a click on a link", async () => {
    const { user } = open();
    await user.type(await name("Agent", 1), "x");
    await user.click(screen.getByRole("link", { name: "Notifications" }));
    await user.click(await screen.findByRole("button", { name: "Keep editing" }));
    expect((await name("Agent", 1)).value).toBe("agentIdx");
  });
});

describe("a format that somebody else saved meanwhile", () => {
  const conflict = async () => {
    const { user } = open();
    await user.type(await name("Agent", 1), "Mine");
    stored = { ...stored, detail: { ...stored.detail, names: ["theirs"] } as NotificationFormat["detail"], etag: "2" };
    await user.click(save());
    await screen.findByText("Somebody else saved another format in the meantime");
    expect(agentNames()).toEqual(["agentIdMine", "login"]);
    return user;
  };

  it("is loaded in place of one's own", async () => {
    const user = await conflict();
    await user.click(screen.getByRole("button", { name: "Load theirs" }));
    await waitFor(() => expect(agentNames()).toEqual(["agentId", "login"]));
    expect((await name("Detail", 1)).value).toBe("theirs");
  });

  it("is replaced by one's own, if one wants", async () => {
    const user = await conflict();
    await user.click(screen.getByRole("button", { name: "Keep mine" }));
    await waitFor(() => expect(screen.queryByText(/Somebody else saved another format/)).toBeNull());
    await user.click(save());
    await waitFor(() => expect(stored.agent?.names).toEqual(["agentIdMine", "login"]));
    expect(stored.detail?.names).toEqual(["reason"]);
  });
});
