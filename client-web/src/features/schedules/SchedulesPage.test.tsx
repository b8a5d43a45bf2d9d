import type { ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { localDay, mondayOf } from "../../lib/zoned";
import { fromMs } from "../../live/time";
import { renderApp } from "../../testing/render-app";

const at = (time: string) => fromMs(Date.parse(`2026-11-17T${time}:00+01:00`));

let imported: boolean;
let asked: { startDate: string; endDate: string }[];

const services = ({ rpc }: ConnectRouter) => {
  rpc(MappingService.method.listGroups, () => ({}));
  rpc(MappingService.method.listPlanningUnits, () => ({
    planningUnits: [{ id: "u1", name: "Madrid", timeZone: "Europe/Madrid" }],
  }));
  rpc(MappingService.method.listActivities, () => ({ activities: [{ id: "calls", name: "Calls", color: "#1c7ed6" }] }));
  rpc(MappingService.method.listEmployees, () => ({ employees: [{ id: "e1", name: "Carla Gil" }] }));
  rpc(AdherenceService.method.listSchedule, ({ startDate, endDate }) => {
    asked.push({ startDate, endDate });
    const shift = { startTime: at("09:00"), endTime: at("17:00"), activityId: "calls" };
    return {
      days: imported
        ? [
            { employeeId: "e1", date: "2026-11-17", segments: [shift] },
            { employeeId: "e1", date: "2026-11-18", segments: [] },
          ]
        : [],
    };
  });
  rpc(AdherenceService.method.importSchedule, ({ csv, validateOnly }) => {
    if (new TextDecoder().decode(csv).includes("Nobody")) {
      const message = "No employee is called Nobody. Write the name as in the list of employees.";
      const wrong = { line: 2, column: "employee", value: "Nobody", reason: "UNKNOWN_EMPLOYEE", message };
      return { rowErrors: [wrong] };
    }
    imported = !validateOnly;
    return { employeeCount: 1, dayCount: 2, segmentCount: 1 };
  });
};

beforeEach(() => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["en-GB"]);
  imported = false;
  asked = [];
});

const open = (week = "2026-11-19") => renderApp({ path: `/schedules?week=${week}`, services });

const csv = (employee: string) =>
  new File([`employee,start,end,activity\n${employee},2026-11-17 09:00,2026-11-17 17:00,Calls\n`], "week.csv");

async function choose(user: ReturnType<typeof renderApp>["user"], file: File) {
  await user.click((await screen.findAllByRole("button", { name: "Import schedules" }))[0] as HTMLElement);
  const dialog = await screen.findByRole("dialog", { name: "Import schedules" });
  await user.upload(within(dialog).getByLabelText("CSV file", { selector: "input" }), file);
  return within(dialog);
}

it("asks for the week that the address names, and says that it is empty", async () => {
  open();
  expect(await screen.findByText("Nothing is scheduled in this week")).toBeTruthy();
  expect(asked[0]).toEqual({ startDate: "2026-11-16", endDate: "2026-11-22" });
});

it("shows this week if the address names a day that does not exist", async () => {
  open("2026-02-30");
  await screen.findByText("Nothing is scheduled in this week");
  expect(asked[0]?.startDate).toBe(mondayOf(localDay(Date.now(), "Europe/Madrid")));
});

it("shows what a file holds before it imports it, and the week afterwards", async () => {
  const { user } = open();
  const dialog = await choose(user, csv("Carla Gil"));
  expect(await dialog.findByText("2 days")).toBeTruthy();
  expect(imported).toBe(false);
  await user.click(dialog.getByRole("button", { name: "Import" }));
  expect(await screen.findByText("2 days were imported.")).toBeTruthy();
  expect(await screen.findByRole("img", { name: "09:00 – 17:00 Calls" })).toBeTruthy();
  expect(screen.getByText("Day off")).toBeTruthy();
});

it("says row by row what is wrong with a file, and imports nothing of it", async () => {
  const { user } = open();
  const dialog = await choose(user, csv("Nobody"));
  const errors = within(await dialog.findByRole("region", { name: "What is wrong" }));
  expect(errors.getAllByRole("row")[1]?.textContent).toContain(
    "2employeeNobodyThere is no such employee among those you plan.",
  );
  expect(dialog.getByRole<HTMLButtonElement>("button", { name: "Import" }).disabled).toBe(true);
});

it("goes from week to week by its address", async () => {
  const { user, router } = open();
  await user.click(await screen.findByRole("button", { name: "Next week" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ week: "2026-11-23" }));
});
