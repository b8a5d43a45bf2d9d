import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { ActivityType } from "../../gen/kadans/v1/activity_pb";
import { MappingSource } from "../../gen/kadans/v1/external_status_pb";
import { IntegrationService } from "../../gen/kadans/v1/integration_service_pb";
import { MappingService } from "../../gen/kadans/v1/mapping_service_pb";
import { OFFLINE_ID, PRESENT_ID } from "../../lib/activities";
import { renderApp } from "../../testing/render-app";

let mapped: string;
let etag: string;

const services = ({ rpc }: ConnectRouter) => {
  rpc(IntegrationService.method.listIntegrations, () => ({}));
  rpc(MappingService.method.listActivities, () => ({
    activities: [
      { id: PRESENT_ID, name: "Present", type: ActivityType.PRESENCE, color: "#2b8a5b", builtIn: true },
      { id: OFFLINE_ID, name: "Offline", color: "#868e96", builtIn: true },
      { id: "lunch", name: "Lunch", type: ActivityType.BREAK, color: "#b57a00" },
    ],
  }));
  rpc(MappingService.method.listExternalStatuses, () => ({
    externalStatuses: [
      {
        id: "s1",
        status: "BREAK",
        detail: "Food",
        activityId: mapped,
        effectiveActivityId: mapped || PRESENT_ID,
        mappingSource: mapped ? MappingSource.MAPPED : MappingSource.DEFAULT,
      },
    ],
    totalSize: 1,
    unmappedSize: mapped ? 0 : 1,
  }));
  rpc(MappingService.method.mapExternalStatuses, ({ mappings }) => {
    mapped = mappings[0]?.activityId ?? "";
    return {};
  });
  rpc(MappingService.method.getActivityMatches, () => ({
    activityMatches: [{ activityId: "lunch", typeMatch: true, etag }],
  }));
  rpc(MappingService.method.updateActivityMatches, ({ activityMatches }) => {
    if (activityMatches?.etag !== etag) throw new ConnectError("changed meanwhile", Code.Aborted);
    return { activityMatches };
  });
};

beforeEach(() => {
  mapped = "";
  etag = "1";
});

describe("an external status", () => {
  it("is marked as long as it is unmapped", async () => {
    renderApp({ path: "/activities?tab=statuses", services });
    const row = within((await screen.findByText("BREAK")).closest("tr") as HTMLElement);
    const [, effective] = row.getAllByRole("cell");
    await waitFor(() => expect(effective?.textContent).toBe("PresentUnmapped"));
    expect(screen.getByText("1 unmapped")).toBeTruthy();
  });

  it("is mapped to an activity, never to Offline, and unmapped again by undoing", async () => {
    const { user } = renderApp({ path: "/activities?tab=statuses", services });
    await user.click(await screen.findByRole("combobox", { name: "Activity for BREAK › Food" }));
    expect(screen.queryByRole("option", { name: "Offline" })).toBeNull();
    await user.click(await screen.findByRole("option", { name: "Lunch" }));
    await user.click(screen.getByRole("button", { name: "Map" }));
    expect(await screen.findByText("Mapped")).toBeTruthy();
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    expect(await screen.findByText("Unmapped")).toBeTruthy();
    expect(mapped).toBe("");
  });
});

describe("the matches of an activity", () => {
  it("are not overwritten if somebody else changed them meanwhile", async () => {
    const { user } = renderApp({ path: "/activities?tab=matches", services });
    const row = within((await screen.findByText("Lunch")).closest("tr") as HTMLElement);
    await user.click(row.getByRole("button", { name: "Edit" }));
    await user.click(await screen.findByLabelText(/its own type \(Break\)/));
    etag = "2";
    await user.click(screen.getByRole("button", { name: "Save changes" }));
    expect(await screen.findByText(/Somebody else changed this in the meantime/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Reload" }));
    await user.click(await screen.findByRole("button", { name: "Save changes" }));
    expect(await screen.findByText(/The matches of Lunch were saved/)).toBeTruthy();
  });
});

it("a new activity needs a name and a type, and says both at once", async () => {
  const { user } = renderApp({ path: "/activities", services });
  await screen.findByText("Lunch");
  await user.click(screen.getByRole("button", { name: "Create activity" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Create activity" }));
  expect(await dialog.findByText("Fill in this field.")).toBeTruthy();
  expect(dialog.getByText("Choose one.")).toBeTruthy();
});
