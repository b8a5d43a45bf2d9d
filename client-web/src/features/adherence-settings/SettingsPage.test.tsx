import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, expect, it } from "vitest";
import { AdherenceService } from "../../gen/kadans/v1/adherence_service_pb";
import {
  type AdherenceSettings,
  AdherenceSettingsSchema,
  UnmappedPolicy,
} from "../../gen/kadans/v1/adherence_settings_pb";
import { Role } from "../../gen/kadans/v1/session_pb";
import { refusal } from "../../testing/refusal";
import { renderApp } from "../../testing/render-app";
import { sessionOf } from "../../testing/session";

let stored: AdherenceSettings;
let answer: () => void;

const services = ({ rpc }: ConnectRouter) => {
  rpc(AdherenceService.method.getAdherenceSettings, () => ({ settings: stored }));
  rpc(AdherenceService.method.updateAdherenceSettings, ({ settings }) => {
    answer();
    if (settings?.etag !== stored.etag) throw new ConnectError("stale", Code.Aborted);
    stored = create(AdherenceSettingsSchema, { ...settings, etag: String(Number(stored.etag) + 1) });
    return { settings: stored };
  });
};

beforeEach(() => {
  answer = () => {};
  stored = create(AdherenceSettingsSchema, {
    targetPercent: 90,
    notPresentBuffer: { seconds: 60n },
    wrongActivityBuffer: { seconds: 60n },
    notScheduledBuffer: { seconds: 60n },
    severeAfter: { seconds: 300n },
    unmappedPolicy: UnmappedPolicy.PRESENT,
    silenceAfter: { seconds: 1_800n },
    autoLogoutAfter: { seconds: 57_600n },
    etag: "1",
  });
});

const field = (name: string) => screen.findByRole<HTMLInputElement>("textbox", { name });

async function changeBuffer(user: ReturnType<typeof renderApp>["user"], minutes: string) {
  const input = await field("Not present: minutes");
  await user.clear(input);
  await user.type(input, minutes);
  await user.click(screen.getByRole("button", { name: "Save changes" }));
}

it("saves durations as people say them, and takes that back on request", async () => {
  const { user } = renderApp({ path: "/settings/adherence", services });
  await changeBuffer(user, "3");
  await screen.findByText("The settings were saved, for the past as well.");
  expect(stored.notPresentBuffer?.seconds).toBe(180n);
  await user.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(stored.notPresentBuffer?.seconds).toBe(60n));
  await waitFor(async () => expect((await field("Not present: minutes")).value).toBe("1"));
});

it("says at every field what is wrong, and focuses the first", async () => {
  const { user } = renderApp({ path: "/settings/adherence", services });
  const target = await field("Adherence Target Score");
  await user.clear(target);
  await user.type(target, "120");
  await changeBuffer(user, "soon");
  expect(await screen.findByText("Enter a percentage above 0 and at most 100.")).toBeTruthy();
  expect(screen.getByText("Enter whole numbers.")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(target));
});

it("shows at its field what the server refuses", async () => {
  answer = () => {
    throw refusal([{ field: "settings.severe_after", description: "must be later" }]);
  };
  const { user } = renderApp({ path: "/settings/adherence", services });
  await changeBuffer(user, "2");
  const group = await screen.findByRole("group", { name: "Severe after" });
  expect(await within(group).findByText("Must be later")).toBeTruthy();
});

it("says when somebody else was faster, and loads their settings", async () => {
  const { user } = renderApp({ path: "/settings/adherence", services });
  await field("Not present: minutes");
  stored = create(AdherenceSettingsSchema, { ...stored, targetPercent: 85, etag: "2" });
  await changeBuffer(user, "4");
  await user.click(await screen.findByRole("button", { name: "Reload" }));
  await waitFor(async () => expect((await field("Adherence Target Score")).value).toBe("85"));
  expect((await field("Not present: minutes")).value).toBe("1");
});

it("asks before unsaved changes are left", async () => {
  const { user, router } = renderApp({ path: "/settings/adherence", services });
  await user.type(await field("Not present: minutes"), "5");
  void router.navigate({ to: "/board" });
  expect(await screen.findByRole("dialog", { name: "Leave without saving?" })).toBeTruthy();
});

it("can only be read by others", async () => {
  renderApp({ path: "/settings/adherence", services, session: sessionOf(Role.PLANNER) });
  expect((await field("Not present: minutes")).readOnly).toBe(true);
  expect(screen.queryByRole("button", { name: "Save changes" })).toBeNull();
  expect(screen.getByText("Read only")).toBeTruthy();
});
