import { Admin } from "./admin.ts";
import { Board } from "./board.ts";
import { BOSS, SUPERVISOR } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

const PATH = "/settings/adherence";

test("a longer buffer forgives a deviation at once, and undoing that brings it back", async ({ office, browser }) => {
  const admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  await admin.page.goto(PATH);
  await admin.signsIn(BOSS);
  await admin.fills("Wrong activity: minutes", "90");
  await admin.presses("Save changes");
  await admin.page.getByText("The settings were saved, for the past as well.").waitFor();

  const board = new Board(await admin.page.context().newPage(), ENGLISH);
  await board.page.goto("/board");
  await board.isLive();
  await board.row("Mateo Sanz").getByText("In buffer time").waitFor();

  await admin.presses("Undo");
  await board.row("Mateo Sanz").getByText("Wrong activity").waitFor();
  const minutes = admin.page.getByRole("textbox", { name: "Wrong activity: minutes" });
  await expect.poll(() => minutes.inputValue()).toBe("1");
});

test("who saves second is told so, and gets what the first saved", async ({ office, browser }) => {
  const first = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  await first.page.goto(PATH);
  await first.signsIn(BOSS);
  const target = (admin: Admin) => admin.page.getByRole("textbox", { name: "Adherence Target Score" });
  await target(first).waitFor();
  const second = new Admin(await first.page.context().newPage(), ENGLISH);
  await second.page.goto(PATH);
  await target(second).waitFor();
  await first.fills("Adherence Target Score", "85");
  await first.presses("Save changes");
  await first.page.getByText("The settings were saved, for the past as well.").waitFor();
  await second.fills("Adherence Target Score", "80");
  await second.presses("Save changes");
  await second.page.getByText(/^Somebody else changed this/).waitFor();
  await second.presses("Reload");
  await expect.poll(() => target(second).inputValue()).toBe("85");
});

test("a supervisor reads the rules and can change none", async ({ office, browser }) => {
  const supervisor = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  await supervisor.page.goto(PATH);
  await supervisor.signsIn(SUPERVISOR);
  const minutes = supervisor.page.getByRole("textbox", { name: "Not present: minutes" });
  await minutes.waitFor();
  await expect.poll(() => minutes.isEditable()).toBe(false);
  await supervisor.page.getByRole("button", { name: "Save changes" }).first().waitFor({ state: "detached" });
});

test("changes that are not saved are not lost by a click on the menu", async ({ office, browser }) => {
  const admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  await admin.page.goto(PATH);
  await admin.signsIn(BOSS);
  await admin.fills("Not present: minutes", "9");
  await admin.page.getByRole("link", { name: ENGLISH.employees }).click();
  await admin.presses("Keep editing");
  const minutes = admin.page.getByRole("textbox", { name: "Not present: minutes" });
  await expect.poll(() => minutes.inputValue()).toBe("9");
});
