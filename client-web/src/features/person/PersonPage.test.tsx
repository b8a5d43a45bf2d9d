import { create } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import {
  type AdherenceException,
  AdherenceExceptionSchema,
  ExceptionKind,
} from "../../gen/kadans/v1/adherence_exception_pb";
import { AdherenceStatus, DeviationType } from "../../gen/kadans/v1/adherence_pb";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { Role } from "../../gen/kadans/v1/session_pb";
import { complete, person, snapshot } from "../../live/testing/events";
import { sending } from "../../live/testing/service";
import { fromMs, toMs } from "../../live/time";
import { renderApp } from "../../testing/render-app";
import { sessionOf } from "../../testing/session";

const DAY_MS = 86_400_000;
/** Midnight in Madrid. */
const DAY = Date.parse("2026-11-20T00:00:00+01:00");
const at = (time: string) => fromMs(Date.parse(`2026-11-20T${time}+01:00`));

let exceptions: AdherenceException[];
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
  rpc(AdherenceService.method.getPersonAdherence, ({ date }) => {
    asked.push(date);
    const start = date === "2026-11-19" ? DAY - DAY_MS : DAY;
    return {
      employee: { id: "e1", name: "Carla Gil", planningUnitId: "u1", externalUsers: [{ identifier: "cgil" }] },
      timeZone: "Europe/Madrid",
      startTime: fromMs(start),
      endTime: fromMs(start + DAY_MS),
      asOf: fromMs(start + DAY_MS),
      schedule: [{ startTime: at("09:00:00"), endTime: at("17:00:00"), activityId: "calls" }],
      segments: [
        {
          startTime: at("09:00:00"),
          endTime: at("12:00:00"),
          status: AdherenceStatus.IN,
          scheduledActivityId: "calls",
          actual: { activityId: "calls", status: "TALK" },
        },
        {
          startTime: at("12:00:00"),
          endTime: at("12:10:00"),
          status: AdherenceStatus.OUT,
          deviationType: DeviationType.WRONG_ACTIVITY,
          severe: true,
          scheduledActivityId: "calls",
          actual: { activityId: "lunch", status: "PAUSE", detail: "LUNCH" },
        },
      ],
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
