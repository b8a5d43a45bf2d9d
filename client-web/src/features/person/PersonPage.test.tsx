import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, type ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import {
  type AdherenceException,
  AdherenceExceptionSchema,
  ExceptionKind,
} from "../../gen/kadans/v1/adherence_exception_pb";
import { type AdherenceSegmentSchema, AdherenceStatus, DeviationType } from "../../gen/kadans/v1/adherence_pb";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import type { ScheduleSegmentSchema } from "../../gen/kadans/v1/schedule_pb";
import { Role } from "../../gen/kadans/v1/session_pb";
import { complete, person, snapshot } from "../../live/testing/events";
import { sending } from "../../live/testing/service";
import { fromMs, toMs } from "../../live/time";
import { refusal, refused } from "../../testing/refusal";
import { renderApp } from "../../testing/render-app";
import { sessionOf } from "../../testing/session";

const DAY_MS = 86_400_000;
/** Midnight in Madrid. */
const DAY = Date.parse("2026-11-20T00:00:00+01:00");
const at = (time: string) => fromMs(Date.parse(`2026-11-20T${time}+01:00`));

type Segment = MessageInitShape<typeof AdherenceSegmentSchema>;

const calls = { scheduledActivityId: "calls", actual: { activityId: "calls", status: "TALK" } };
const lunch = {
  status: AdherenceStatus.OUT,
  deviationType: DeviationType.WRONG_ACTIVITY,
  scheduledActivityId: "calls",
  actual: { activityId: "lunch", status: "PAUSE", detail: "LUNCH" },
};
const WORKED: Segment[] = [
  { ...calls, startTime: at("09:00:00"), endTime: at("12:00:00"), status: AdherenceStatus.IN },
  { ...lunch, startTime: at("12:00:00"), endTime: at("12:10:00"), severe: true },
];

let exceptions: AdherenceException[];
let segments: Segment[];
let schedule: MessageInitShape<typeof ScheduleSegmentSchema>[];
let asked: string[];

const services = ({ rpc }: ConnectRouter) => {
  rpc(MappingService.method.listGroups, () => ({}));
  rpc(MappingService.method.listPlanningUnits, () => ({
    planningUnits: [{ id: "u1", name: "Madrid", timeZone: "Europe/Madrid" }],
  }));
  rpc(MappingService.method.listActivities, () => ({
    activities: [
      { id: "calls", name: "Calls", color: "#1c7ed6" },
      { id: "lunch", name: "Lunch", color: "#f08c00" },
    ],
  }));
  rpc(AdherenceService.method.watchAdherence, sending(snapshot(person("e1")), complete("t1")));
  rpc(AdherenceService.method.getPersonAdherence, ({ employeeId, date }) => {
    asked.push(date);
    if (employeeId === "gone") throw refused(Code.NotFound, "NOT_FOUND");
    if (employeeId === "nope") throw refusal([{ field: "employee_id", description: "must be an id (a UUID)" }]);
    const start = date === "2026-11-19" ? DAY - DAY_MS : DAY;
    return {
      employee: { id: "e1", name: "Carla Gil", planningUnitId: "u1", externalUsers: [{ identifier: "cgil" }] },
      timeZone: "Europe/Madrid",
      startTime: fromMs(start),
      endTime: fromMs(start + DAY_MS),
      asOf: fromMs(start + DAY_MS),
      schedule,
      segments,
      figures: { adherencePercent: 94.7368, coverage: 1, scheduledSeconds: 11_400n, outSeconds: 600n },
    };
  });
  rpc(AdherenceService.method.listAdherenceExceptions, () => ({ exceptions }));
  rpc(AdherenceService.method.createAdherenceException, (request) => {
    const exception = create(AdherenceExceptionSchema, {
      ...request,
      $typeName: undefined,
      id: `x${exceptions.length}`,
      authorName: "Ana",
    } as never);
    exceptions = [...exceptions, exception];
    return { exception };
  });
  rpc(AdherenceService.method.deleteAdherenceException, ({ id }) => {
    exceptions = exceptions.filter((exception) => exception.id !== id);
    return {};
  });
};

beforeEach(() => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["en-GB"]);
  exceptions = [];
  asked = [];
  segments = WORKED;
  schedule = [{ startTime: at("09:00:00"), endTime: at("17:00:00"), activityId: "calls" }];
  Element.prototype.scrollIntoView = vi.fn();
});

const open = (role = Role.PLANNER, path = "/people/e1?date=2026-11-20") =>
  renderApp({ path, services, session: sessionOf(role) });

it("says who and which day it is, and gives the figures with their formulas", async () => {
  open();
  expect(await screen.findByRole("heading", { name: "Carla Gil", level: 1 })).toBeTruthy();
  expect(screen.getByText(/^Friday,? 20 November 2026$/)).toBeTruthy();
  expect(screen.getByText("cgil")).toBeTruthy();
  expect(screen.getByText("94.7%")).toBeTruthy();
  expect(screen.getByText("3h 10m")).toBeTruthy();
  expect(screen.getByRole("button", { name: /^How Adherence comes about: Scheduled time that was not/ })).toBeTruthy();
});

it("lists deviations and the whole day in words, in the planning unit's zone", async () => {
  open();
  const deviations = await screen.findByRole("region", { name: "Deviations" });
  const [, row] = within(deviations).getAllByRole("row");
  expect(row?.textContent).toContain("12:00:00 – 12:10:00");
  expect(row?.textContent).toContain("Wrong activity · Severe");
  expect(row?.textContent).toContain("PAUSE · LUNCH");
  const words = screen.getByRole("region", { name: "The day in words" });
  expect(within(words).getAllByRole("row")).toHaveLength(3);
});

const rowsOf = async (name: string) =>
  within(await screen.findByRole("region", { name }))
    .getAllByRole("row")
    .slice(1)
    .map((row) => row.textContent);

it("says of the severe part of a deviation that it is severe", async () => {
  segments = [
    { ...lunch, startTime: at("12:00:00"), endTime: at("12:05:00") },
    { ...lunch, startTime: at("12:05:00"), endTime: at("12:07:00"), severe: true },
  ];
  open();
  const [first, second] = await rowsOf("The day in words");
  expect(first).not.toContain("Severe");
  expect(second).toContain("Wrong activity · Severe");
});

it("gives durations that fit the times beside them, and leaves out what is over within the second", async () => {
  segments = [
    { ...calls, startTime: at("12:05:49.900"), endTime: at("12:07:46.100"), status: AdherenceStatus.IN },
    { ...lunch, startTime: at("12:07:46.100"), endTime: at("12:07:46.600") },
    { ...calls, startTime: at("12:07:46.600"), endTime: at("12:15:00"), status: AdherenceStatus.IN },
  ];
  open();
  const rows = await rowsOf("The day in words");
  expect(rows.map((row) => row?.slice(0, 24))).toEqual([
    expect.stringMatching(/^12:05:49 – 12:07:461:57/),
    expect.stringMatching(/^12:07:46 – 12:15:007:14/),
  ]);
  expect(screen.getByText("No deviations.")).toBeTruthy();
});

it("calls nobody absent of whom nothing is known", async () => {
  segments = [...WORKED, { startTime: at("17:00:00"), endTime: at("23:00:00"), status: AdherenceStatus.HIDDEN }];
  open();
  expect((await rowsOf("The day in words")).at(-1)).toContain("Not scheduled, activity unknown");
});

it("says of a day without a schedule and without data that nothing is known of it", async () => {
  schedule = [];
  segments = [{ startTime: at("00:00:00"), endTime: at("23:59:59"), status: AdherenceStatus.HIDDEN }];
  open();
  expect(await screen.findByRole("heading", { name: "Nothing is known of this day" })).toBeTruthy();
  expect(screen.queryByRole("region", { name: "The day in words" })).toBeNull();
});

it("shows today if the address names a day that does not exist", async () => {
  open(Role.PLANNER, "/people/e1?date=2026-13-99");
  await screen.findByRole("heading", { name: "Carla Gil" });
  expect(asked).toEqual([""]);
});

it.each(["nope", "gone"])("leads back to the board from the address of nobody, such as /people/%s", async (id) => {
  open(Role.PLANNER, `/people/${id}`);
  expect(await screen.findByRole("heading", { name: "There is no such person" })).toBeTruthy();
  const [back] = within(screen.getByRole("main")).getAllByRole("link", { name: "Real-Time Adherence" });
  expect(back?.getAttribute("href")).toBe("/board");
});

it("goes to the day before by its address", async () => {
  const { user, router } = open();
  await user.click(await screen.findByRole("button", { name: "Previous day" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ date: "2026-11-19" }));
  await waitFor(() => expect(asked).toContain("2026-11-19"));
});

it("excuses a deviation with a reason, and takes that back and forth", async () => {
  const { user } = open();
  await user.click(await screen.findByRole("button", { name: "Excuse or approve 12:00:00 – 12:10:00" }));
  const dialog = await screen.findByRole("dialog", { name: "Exception for Carla Gil" });
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(await within(dialog).findByText("Fill in this field.")).toBeTruthy();
  await user.type(within(dialog).getByRole("textbox", { name: /^Reason/ }), "Fire drill");
  await user.click(within(dialog).getByRole("radio", { name: "Approve as in adherence" }));
  await user.click(within(dialog).getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Fire drill")).toBeTruthy();
  const [made] = exceptions;
  expect(made?.kind).toBe(ExceptionKind.IN_ADHERENCE);
  expect([toMs(made?.startTime), toMs(made?.endTime)]).toEqual([toMs(at("12:00:00")), toMs(at("12:10:00"))]);

  await user.click(screen.getByRole("button", { name: "Delete the exception 12:00:00 – 12:10:00" }));
  await waitFor(() => expect(exceptions).toEqual([]));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  await waitFor(() => expect(exceptions[0]?.reason).toBe("Fire drill"));
});

it("lets a supervisor read, but decide nothing", async () => {
  open(Role.SUPERVISOR);
  await screen.findByRole("region", { name: "Deviations" });
  expect(screen.queryByRole("button", { name: /^Excuse/ })).toBeNull();
});
