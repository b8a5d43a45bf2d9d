import type { Page } from "playwright-core";
import type { Office } from "./office.ts";
import type { Screen } from "./screens.ts";

const at =
  (path: string) =>
  ({ integrationId }: Office) =>
    `/integrations/${integrationId}/${path}`;

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Opens the first notification that is listed. */
const firstNotification = async (page: Page) => {
  await page.getByRole("row").getByRole("link").first().click();
  await page.getByRole("dialog", { name: "Notification" }).getByRole("region", { name: "Body" }).waitFor();
};

/** The screens about what an integration receives, one notification of which could not be read. */
export const FEED_SCREENS: readonly Screen[] = [
  {
    name: "the notifications of an integration",
    path: at("notifications"),
    open: (page) => page.getByText("cgil · AVAILABLE").waitFor(),
  },
  { name: "a notification that could be read", path: at("notifications?agent=cgil"), open: firstNotification },
  {
    name: "a notification that could not be read",
    path: at("notifications?outcome=quarantined"),
    open: async (page) => {
      await firstNotification(page);
      await page.getByText(/^Neither an agent nor a status was found/).waitFor();
    },
  },
  {
    name: "notifications of chosen times, of which there are none",
    path: at("notifications?range=times&to=2020-01-01T00:00"),
    open: (page) => page.getByRole("main").getByText("Nothing found").waitFor(),
  },
  {
    name: "notifications to replay",
    path: at("notifications"),
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
      await page.getByRole("region", { name: "Several at once" }).waitFor();
    },
  },
  {
    name: "what is set aside",
    path: at("quarantine"),
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select No notification in it" }).check();
      await page.getByRole("region", { name: "Several at once" }).waitFor();
    },
  },
  {
    name: "what a replay would change",
    path: at("quarantine"),
    open: async (page) => {
      await press(page, "See what would change");
      await page.getByText("Nothing would change").waitFor();
    },
  },
  {
    name: "a format with a proposal and a dry run",
    path: at("format"),
    open: async (page) => {
      await press(page, "Propose from what was captured");
      await press(page, "Take over the whole proposal");
      await press(page, "Try it on the last 200");
      await page.getByText("1 becomes readable").waitFor();
    },
  },
  {
    name: "a format with errors",
    path: at("format"),
    open: async (page) => {
      await page.getByRole("textbox", { name: "Agent: name 2" }).fill("AGENTID");
      await press(page, "Save changes");
      await page.getByText(/^This name is listed twice/).waitFor();
    },
  },
  {
    name: "the question whether to reset a format",
    path: at("format"),
    open: async (page) => {
      await press(page, "Reset to defaults");
      await page.getByRole("dialog", { name: "Reset to defaults?" }).waitFor();
    },
  },
];
