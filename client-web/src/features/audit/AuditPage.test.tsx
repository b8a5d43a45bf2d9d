import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate, timestampMs } from "@bufbuild/protobuf/wkt";
import type { ConnectRouter } from "@connectrpc/connect";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type AuditEvent, AuditEventSchema } from "../../gen/kadans/v1/audit_event_pb";
import { type ListAuditEventsRequest, SessionService } from "../../gen/kadans/v1/session_service_pb";
import { renderApp } from "../../testing/render-app";

let asked: ListAuditEventsRequest[];
let pages: AuditEvent[][];

const event = (fields: MessageInitShape<typeof AuditEventSchema>) =>
  create(AuditEventSchema, {
    createTime: timestampFromDate(new Date("2026-11-21T14:05:09Z")),
    actorId: "ana",
    actorName: "Ana Martín",
    address: "192.0.2.7",
    requestId: "0190d3a0-0000-7000-8000-0123456789ab",
    ...fields,
  });

const RENAMED = event({
  id: "1",
  action: "integration.update",
  subjectId: "madrid",
  subjectName: "Odigo Madrid",
  changes: [
    { field: "name", before: "Odigo", after: "Odigo Madrid" },
    { field: "time_zone", before: "UTC", after: "Europe/Madrid" },
  ],
});
const STRANGE = event({ id: "2", action: "moon.paint", actorId: "", actorName: "kadans", subjectName: "=1+1" });

const services = ({ rpc }: ConnectRouter) => {
  rpc(SessionService.method.listAuditEvents, (request) => {
    asked.push(request);
    const page = Number(request.pageToken || 0);
    return { auditEvents: pages[page] ?? [], nextPageToken: pages[page + 1] ? String(page + 1) : "" };
  });
  rpc(SessionService.method.listUsers, () => ({
    users: [{ id: "ana", name: "Ana Martín", email: "ana@demo.example" }],
  }));
};

const open = (path = "/audit") => renderApp({ path, services });
const row = async (text: string) => (await screen.findByText(text)).closest("tr") as HTMLElement;

beforeEach(() => {
  asked = [];
  pages = [[RENAMED, STRANGE]];
});

afterEach(() => vi.restoreAllMocks());

describe("the audit log", () => {
  it("says in words what was done, and what each field was and is", async () => {
    open();
    const renamed = within(await row("Integration changed"));
    expect(renamed.getByRole("link", { name: "Odigo Madrid" })).toBeTruthy();
    const items = renamed.getAllByRole("listitem").map((item) => item.textContent);
    expect(items).toEqual(["Namebefore: Odigoafter: Odigo Madrid", "Time zonebefore: UTCafter: Europe/Madrid"]);
    expect(renamed.getByText("192.0.2.7")).toBeTruthy();
    expect(renamed.getByRole("button", { name: `Copy the request id ${RENAMED.requestId}` })).toBeTruthy();
  });

  it("writes what the server records by words of its own in the user's language and formats", async () => {
    pages = [
      [
        event({
          id: "1",
          action: "user.update",
          changes: [{ field: "roles", before: "planner", after: "admin, planner" }],
        }),
        event({
          id: "2",
          action: "schedule.import",
          changes: [
            { field: "days", after: "12" },
            { field: "start_date", after: "2026-11-02" },
          ],
        }),
        event({
          id: "3",
          action: "integration.replay",
          changes: [
            { field: "selection", before: "quarantine", after: "quarantine: missing_agent, too_deep" },
            { field: "notifications", after: "1200" },
          ],
        }),
        event({
          id: "4",
          action: "integration.format",
          changes: [
            { field: "agent.names", before: "login", after: "login, data.login" },
            { field: "status.letter_case", before: "exact", after: "upper" },
          ],
        }),
        event({
          id: "5",
          action: "adherence_settings.update",
          changes: [{ field: "severe_after", before: "90 s", after: "300 s" }],
        }),
      ],
    ];
    open();
    const items = async (action: string) =>
      within(await row(action))
        .getAllByRole("listitem")
        .map((item) => item.textContent);
    expect(await items("User changed")).toEqual(["Rolesbefore: Plannerafter: Admin, Planner"]);
    expect(await items("Schedule imported")).toEqual([
      "Scheduled days12",
      expect.stringMatching(/^First day.*Nov.*2026/),
    ]);
    expect(await items("Notifications replayed")).toEqual([
      "What was replayedbefore: All that was set asideafter: What was set aside: No agent found and Nested too deeply",
      "Notifications1200",
    ]);
    expect(await items("Notification format changed")).toEqual([
      "Agent: where it is foundbefore: loginafter: login, data.login",
      "Status: upper and lower casebefore: As sentafter: All upper case",
    ]);
    expect(await items("Adherence settings changed")).toEqual(["Severe afterbefore: 90 secondsafter: 5 minutes"]);
  });

  it("shows an action it does not know as it is, and who worked at the command line", async () => {
    open();
    expect(within(await row("moon.paint")).getByText("Command line")).toBeTruthy();
  });

  it("names the zone of its times, and says how long ago something was", async () => {
    open();
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(await screen.findByRole("columnheader", { name: `Time (${zone})` })).toBeTruthy();
    const time = within(await row("moon.paint")).getByText(/2026/);
    expect(time.getAttribute("title")).toMatch(/ago|in/);
  });

  it("keeps its filters in the address", async () => {
    const { user, router } = open("/audit?range=days&from=2026-11-01&to=2026-11-20&q=odigo");
    await row("moon.paint");
    expect(asked[0]?.search).toBe("odigo");
    const { startTime, endTime } = asked[0] ?? {};
    expect(startTime && endTime && timestampMs(endTime) - timestampMs(startTime)).toBe(20 * 86_400_000);

    await user.click(screen.getByRole("combobox", { name: "Who" }));
    await user.click(await screen.findByRole("option", { name: /Ana Martín/ }));
    await user.click(await screen.findByRole("link", { name: "Odigo Madrid" }));
    await waitFor(() => expect(asked.at(-1)).toMatchObject({ actorId: "ana", subjectId: "madrid", search: "odigo" }));
    expect(router.state.location.search).toMatchObject({ actor: "ana", subject: "madrid", from: "2026-11-01" });
    await user.click(screen.getByRole("button", { name: "Show all subjects" }));
    await waitFor(() => expect(asked.at(-1)?.subjectId).toBe(""));
  });

  it("lists the days that are chosen, and forgets them with another range", async () => {
    const { user, router } = open();
    await row("moon.paint");
    const choose = async (range: string) => {
      await user.click(screen.getByRole("combobox", { name: "Time range" }));
      await user.click(await screen.findByRole("option", { name: range }));
    };
    await choose("Chosen days");
    fireEvent.change(await screen.findByLabelText("First day"), { target: { value: "2026-11-01" } });
    fireEvent.change(await screen.findByLabelText("Last day"), { target: { value: "2026-11-20" } });
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ range: "days", from: "2026-11-01", to: "2026-11-20" }),
    );
    await choose("Today");
    await waitFor(() => expect(router.state.location.search).toEqual({ range: "today" }));
    expect(screen.queryByLabelText("First day")).toBeNull();
  });

  it("saves all that fits as CSV, without anything a spreadsheet would run", async () => {
    const promoted = { field: "roles", before: "planner", after: "admin" };
    pages = [[RENAMED], [STRANGE, event({ id: "3", action: "user.update", changes: [promoted] })]];
    const files: Blob[] = [];
    vi.spyOn(URL, "createObjectURL").mockImplementation((file) => {
      files.push(file as Blob);
      return "blob:test";
    });
    const { user } = open();
    await row("Integration changed");
    await user.click(screen.getByRole("button", { name: "Download CSV" }));
    await waitFor(() => expect(files).toHaveLength(1));
    const text = (await files[0]?.text()) ?? "";
    expect(text).toContain("2026-11-21T14:05:09.000Z,Ana Martín,integration.update,Integration changed,Odigo Madrid");
    expect(text).toContain("Name: Odigo → Odigo Madrid\nTime zone: UTC → Europe/Madrid");
    expect(text).toContain("Roles: Planner → Admin");
    expect(text).toContain(",moon.paint,moon.paint,'=1+1,");
  });

  it("leads out of filters that leave nothing", async () => {
    pages = [[]];
    const { user, router } = open("/audit?q=nobody");
    await user.click(await screen.findByRole("button", { name: "Clear search and filters" }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    expect(await screen.findByText("Nothing was changed yet")).toBeTruthy();
  });
});
