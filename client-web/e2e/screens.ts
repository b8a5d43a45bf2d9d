import type { Page } from "playwright-core";
import { FEED_SCREENS } from "./feed-screens.ts";
import type { Office } from "./office.ts";

/** A screen: where it is, and what to do there until all of it is open. */
export interface Screen {
  name: string;
  path: (office: Office) => string;
  open: (page: Page) => Promise<unknown>;
}

const at = (path: string) => () => path;
const heading = (name: string) => (page: Page) => page.getByRole("heading", { name, level: 1 }).waitFor();
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();

/** Opens the dialog that a button of the page leads to. */
const dialogBy = (button: string | RegExp, name: string) => async (page: Page) => {
  await press(page, button);
  await page.getByRole("dialog", { name }).waitFor();
};

/** Opens the dialog that a button in a row leads to. */
const dialogIn = (row: string, button: string, name: string) => async (page: Page) => {
  await page.getByRole("row").filter({ hasText: row }).getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("dialog", { name }).waitFor();
};

/** Opens a menu of the header. */
const menuBy = (button: string | RegExp) => async (page: Page) => {
  await press(page, button);
  await page.getByRole("menu").waitFor();
};

/** Opens the day of somebody on the board. */
const personDay = async (page: Page) => {
  await page.getByRole("grid").getByRole("link", { name: "Mateo Sanz" }).click();
  await page.getByRole("region", { name: "Deviations" }).waitFor();
};

const integration = ({ integrationId }: Office) => `/integrations/${integrationId}`;

/** The screens of people who are not signed in. */
export const ENTRY_SCREENS: readonly Screen[] = [
  { name: "signing in", path: at("/sign-in"), open: heading("Sign in") },
  {
    name: "signing in without e-mail and password",
    path: at("/sign-in"),
    open: async (page) => {
      await press(page, "Sign in");
      await page.getByText("Fill in this field.").waitFor();
    },
  },
  { name: "taking up an invitation", path: at("/welcome#token"), open: heading("Welcome to Kadans") },
  { name: "half an invitation link", path: at("/welcome"), open: heading("Welcome to Kadans") },
  { name: "an address without a page", path: at("/nowhere"), open: heading("There is no page at this address") },
];

/** The screens of an administrator. */
export const SCREENS: readonly Screen[] = [
  { name: "the board", path: at("/board"), open: (page) => page.getByText("Carla Gil").waitFor() },
  {
    name: "the board with a person's details",
    path: at("/board"),
    open: async (page) => {
      await page.getByRole("grid").getByText("PAUSE").click();
      await page.getByRole("dialog", { name: "Mateo Sanz" }).waitFor();
    },
  },
  {
    name: "the board with nobody who fits",
    path: at("/board?q=nobody"),
    open: (page) => page.getByText("Nobody matches these filters").waitFor(),
  },
  {
    name: "the board with filters in use",
    path: at("/board?out=true&status=not-present"),
    open: (page) => page.getByRole("list", { name: "Filters in use" }).waitFor(),
  },
  {
    name: "the board, paused",
    path: at("/board"),
    open: async (page) => {
      await press(page, "Pause updates");
      await page.getByText(/^Paused since/).waitFor();
    },
  },
  {
    name: "the board with the list of planning units open",
    path: at("/board"),
    open: async (page) => {
      await page.getByRole("combobox", { name: "Planning unit" }).click();
      await page.getByRole("option", { name: "Utrecht" }).waitFor();
    },
  },
  { name: "a person's day", path: at("/board"), open: personDay },
  {
    name: "an exception for a deviation",
    path: at("/board"),
    open: async (page) => {
      await personDay(page);
      await press(page, /^Excuse or approve \d/);
      await page.getByRole("dialog", { name: "Exception for Mateo Sanz" }).waitFor();
    },
  },
  { name: "schedules", path: at("/schedules"), open: (page) => page.getByText("Carla Gil").waitFor() },
  { name: "an import of schedules", path: at("/schedules"), open: dialogBy("Import schedules", "Import schedules") },
  {
    name: "the rules of adherence",
    path: at("/settings/adherence"),
    open: (page) => page.getByRole("textbox", { name: "Adherence Target Score" }).waitFor(),
  },
  {
    name: "the rules of adherence with errors",
    path: at("/settings/adherence"),
    open: async (page) => {
      await page.getByRole("textbox", { name: "Not present: minutes" }).fill("soon");
      await press(page, "Save changes");
      await page.getByText("Enter whole numbers.").waitFor();
    },
  },
  { name: "integrations", path: at("/integrations"), open: (page) => page.getByText("Odigo Madrid").waitFor() },
  { name: "the tiles", path: at("/integrations/new"), open: (page) => page.getByText("Odigo").first().waitFor() },
  {
    name: "the form of an integration with an error",
    path: at("/integrations/new?vendor=odigo"),
    open: async (page) => {
      await press(page, "Save integration");
      await page.getByText("Fill in this field.").waitFor();
    },
  },
  {
    name: "the form of an integration with a web service and errors",
    path: at("/integrations/new?vendor=odigo"),
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Import detailed break agent statuses" }).check();
      await press(page, "Advanced");
      await page.getByRole("radio", { name: /for a token/ }).check();
      await page.getByPlaceholder("X-API-TOKEN").waitFor();
      await press(page, "Test connection");
      await page.getByText("Fill in this field.").first().waitFor();
    },
  },
  {
    name: "an API key",
    path: at("/integrations/new?vendor=push"),
    open: async (page) => {
      await page.getByRole("textbox", { name: "Integration name" }).fill("Own switch");
      await press(page, "Save integration");
      await page.getByText("No API key yet").waitFor();
      await press(page, "Generate");
      await page.getByRole("dialog", { name: "API key" }).waitFor();
    },
  },
  {
    name: "leaving a form that is not saved",
    path: at("/integrations/new?vendor=odigo"),
    open: async (page) => {
      await page.getByRole("textbox", { name: "Integration name" }).fill("Half a name");
      await page.getByRole("link", { name: "Employees" }).click();
      await page.getByRole("dialog", { name: "Leave without saving?" }).waitFor();
    },
  },
  { name: "an integration", path: integration, open: (page) => page.getByText("7 of 7 done").waitFor() },
  {
    name: "what arrived at an integration, as a table",
    path: integration,
    open: async (page) => {
      await press(page, "Show as a table");
      await page.getByRole("region", { name: "Notifications by five minutes" }).waitFor();
    },
  },
  {
    name: "a changed integration with a web service",
    path: integration,
    open: async (page) => {
      await dialogBy("Edit", "Edit integration")(page);
      await page.getByRole("checkbox", { name: "Import detailed break agent statuses" }).check();
      await page.getByRole("textbox", { name: "Odigo URL including tenant ID" }).waitFor();
      await press(page, "Advanced");
      // The dialog is longer than the screen: fields go under its heading.
      await page.getByRole("radio", { name: /for a token/ }).check();
      await page.getByRole("textbox", { name: "Agent to try it with" }).focus();
    },
  },
  {
    name: "the question how long the old URL should work",
    path: integration,
    open: dialogBy("Generate", "Generate URL token"),
  },
  {
    name: "a notification URL",
    path: integration,
    open: async (page) => {
      await press(page, "Generate");
      await page.getByRole("dialog").getByRole("button", { name: "Generate" }).click();
      await page.getByRole("dialog", { name: "Notification URL" }).getByRole("button", { name: "Copy" }).click();
      await page.getByText("Copied to the clipboard.").waitFor();
    },
  },
  {
    name: "the text that asks Odigo to send notifications",
    path: integration,
    open: async (page) => {
      await press(page, "Generate");
      await page.getByRole("dialog").getByRole("button", { name: "Generate" }).click();
      await page.getByRole("button", { name: "Text to send to Odigo" }).click();
      await page.getByRole("button", { name: "Copy the text" }).waitFor();
    },
  },
  {
    name: "the question whether to revoke a token",
    path: integration,
    open: dialogBy(/^Revoke /, "Revoke this URL token?"),
  },
  {
    name: "the question whether to suspend importing",
    path: integration,
    open: dialogBy("Suspend importing", "Suspend importing?"),
  },
  {
    name: "a changed integration with an error",
    path: integration,
    open: async (page) => {
      await dialogBy("Edit", "Edit integration")(page);
      await page.getByRole("textbox", { name: "Integration name" }).fill("");
      await press(page, "Save integration");
      await page.getByText("Fill in this field.").waitFor();
    },
  },
  {
    name: "the question whether to delete an integration",
    path: integration,
    open: dialogBy("Delete integration", "Delete “Odigo Madrid”?"),
  },
  { name: "employees", path: at("/employees"), open: (page) => page.getByText("Carla Gil").waitFor() },
  {
    name: "a new planning unit",
    path: at("/employees?tab=units"),
    open: dialogBy("Create planning unit", "Create planning unit"),
  },
  { name: "a new employee", path: at("/employees"), open: dialogBy("Create employee", "Create employee") },
  { name: "a changed employee", path: at("/employees"), open: dialogIn("Carla Gil", "Edit", "Edit employee") },
  {
    name: "the question whether to delete an employee",
    path: at("/employees"),
    open: dialogBy("Delete Carla Gil", "Delete “Carla Gil”?"),
  },
  {
    name: "an employee’s external users",
    path: at("/employees"),
    open: dialogBy("External users of Carla Gil", "External users of Carla Gil"),
  },
  {
    name: "the question from when on somebody is unassigned",
    path: at("/employees?tab=external"),
    open: dialogBy("Unassign cgil", "Unassign cgil"),
  },
  {
    name: "an external user typed in ahead",
    path: at("/employees?tab=external"),
    open: dialogBy("Add external user", "Add external user"),
  },
  { name: "an import of employees", path: at("/employees"), open: dialogBy("Import employees", "Import employees") },
  {
    name: "planning units",
    path: at("/employees?tab=units"),
    open: (page) => page.getByRole("link", { name: "3 employees" }).waitFor(),
  },
  {
    name: "a planning unit whose time zone changes",
    path: at("/employees?tab=units"),
    open: async (page) => {
      await dialogIn("Utrecht", "Edit", "Edit planning unit")(page);
      await page.getByRole("combobox", { name: "Time zone" }).click();
      await page.getByRole("option", { name: /Africa\/Abidjan/ }).click();
      await page.getByText(/Days will be cut anew/).waitFor();
    },
  },
  {
    name: "the question whether to delete a planning unit",
    path: at("/employees?tab=units"),
    open: dialogBy("Delete Utrecht", "Delete “Utrecht”?"),
  },
  { name: "no groups", path: at("/employees?tab=groups"), open: (page) => page.getByText("No groups yet").waitFor() },
  { name: "a new group", path: at("/employees?tab=groups"), open: dialogBy("Create group", "Create group") },
  { name: "external users", path: at("/employees?tab=external"), open: (page) => page.getByText("cgil").waitFor() },
  {
    name: "external users with the list of employees open",
    path: at("/employees?tab=external"),
    open: async (page) => {
      await page.getByRole("combobox", { name: "Employee for cgil" }).click();
      await page.getByRole("option", { name: "Carla Gil" }).waitFor();
    },
  },
  { name: "activities", path: at("/activities"), open: (page) => page.getByText("Calls", { exact: true }).waitFor() },
  { name: "a new activity", path: at("/activities"), open: dialogBy("Create activity", "Create activity") },
  {
    name: "a changed activity, with another type and a pale colour",
    path: at("/activities"),
    open: async (page) => {
      await dialogIn("Lunch", "Edit", "Edit Lunch")(page);
      await page.getByRole("textbox", { name: "Colour code" }).fill("#ffe08a");
      await page.getByRole("combobox", { name: "Activity type" }).click();
      await page.getByRole("option", { name: "Meeting" }).click();
      await page.getByText("This acts on the past too").waitFor();
    },
  },
  { name: "a built-in activity", path: at("/activities"), open: dialogIn("Present", "Edit", "Edit Present") },
  {
    name: "the question whether to delete an activity",
    path: at("/activities"),
    open: dialogBy("Delete Lunch", "Delete “Lunch”?"),
  },
  {
    name: "external statuses",
    path: at("/activities?tab=statuses"),
    open: (page) => page.getByRole("combobox", { name: "Activity for PAUSE" }).waitFor(),
  },
  {
    name: "several external statuses at once",
    path: at("/activities?tab=statuses"),
    open: async (page) => {
      await page.getByRole("checkbox", { name: "Select all that are listed" }).check();
      await page.getByRole("region", { name: "Several at once" }).waitFor();
    },
  },
  {
    name: "the warning before a mapping is replaced",
    path: at("/activities?tab=statuses"),
    open: async (page) => {
      await page.getByRole("combobox", { name: "Activity for PAUSE" }).click();
      await page.getByRole("option", { name: "Calls" }).click();
      const pause = page.getByRole("row").filter({ hasText: "PAUSE" });
      await pause.getByRole("button", { name: "Remap" }).click();
      await page.getByRole("dialog", { name: "Replace the mapping?" }).waitFor();
    },
  },
  {
    name: "activity matches",
    path: at("/activities?tab=matches"),
    open: (page) => page.getByText("Lunch", { exact: true }).waitFor(),
  },
  {
    name: "what an activity matches",
    path: at("/activities?tab=matches"),
    open: async (page) => {
      const lunch = page.getByRole("row").filter({ hasText: "Lunch" });
      await lunch.getByRole("button", { name: "Edit" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "users", path: at("/users"), open: (page) => page.getByText("Sofía Vega").waitFor() },
  {
    name: "what can be done to a user",
    path: at("/users"),
    open: async (page) => {
      await press(page, "More for Sofía Vega");
      await page.getByRole("menu").waitFor();
    },
  },
  {
    name: "an invitation with errors",
    path: at("/users"),
    open: async (page) => {
      await press(page, "Invite");
      const dialog = page.getByRole("dialog", { name: "Invite a person" });
      await dialog.getByRole("checkbox", { name: "Supervisor" }).check();
      await dialog.getByRole("button", { name: "Invite" }).click();
      await dialog.getByText("Choose at least one.").waitFor();
    },
  },
  {
    name: "an invitation link",
    path: at("/users"),
    open: async (page) => {
      await press(page, "More for Sofía Vega");
      await page.getByRole("menuitem", { name: "New link to set a password" }).click();
      await press(page, "Make the link");
      await page.getByRole("dialog", { name: "Invitation link for Sofía Vega" }).waitFor();
    },
  },
  {
    name: "what is changed about oneself",
    path: at("/users"),
    open: dialogBy("Edit Ana Ruiz", "Edit Ana Ruiz"),
  },
  {
    name: "the question whether to deactivate somebody",
    path: at("/users"),
    open: async (page) => {
      await press(page, "More for Sofía Vega");
      await page.getByRole("menuitem", { name: "Deactivate" }).click();
      await page.getByRole("dialog", { name: "Deactivate Sofía Vega?" }).waitFor();
    },
  },
  ...FEED_SCREENS,
  {
    name: "the audit log",
    path: at("/audit"),
    open: (page) => page.getByText("Integration created").first().waitFor(),
  },
  {
    name: "the audit log of chosen days",
    path: at("/audit?range=days&to=2020-01-01"),
    open: (page) => page.getByRole("main").getByText("Nothing found").waitFor(),
  },
  {
    name: "a new password with errors",
    path: at("/password"),
    open: async (page) => {
      await press(page, "Change password");
      await page.getByText("Fill in this field.").waitFor();
    },
  },
  { name: "the languages", path: at("/employees"), open: menuBy(/^Language/) },
  { name: "the colour schemes", path: at("/employees"), open: menuBy("Colour scheme") },
  { name: "who is signed in", path: at("/employees"), open: menuBy("Ana Ruiz") },
];
