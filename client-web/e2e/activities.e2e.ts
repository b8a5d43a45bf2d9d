import { describe } from "vitest";
import { Admin } from "./admin.ts";
import { Board } from "./board.ts";
import { BOSS } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

describe.sequential("a planner", () => {
  let admin: Admin;
  let board: Board;

  const dialog = (name: string) => admin.page.getByRole("dialog", { name });

  test("is warned which mapping a new one replaces, and sees it act backwards at once", async ({ office, browser }) => {
    admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
    await admin.page.goto("/activities?tab=statuses");
    await admin.signsIn(BOSS);
    const status = admin.page.getByRole("combobox", { name: "Activity for PAUSE", exact: true });
    await status.waitFor();
    board = new Board(await admin.page.context().newPage(), ENGLISH);
    await board.page.goto("/board");
    await board.row("Mateo Sanz").getByText("Lunch").waitFor();
    await admin.chooses(status, "Calls");
    await admin.row("PAUSE").getByRole("button", { name: ENGLISH.remap }).click();
    const question = dialog("Replace the mapping?");
    await question.getByText("Lunch").waitFor();
    await question.getByText(/acts backwards at once/).waitFor();
    await question.getByRole("button", { name: ENGLISH.remap }).click();
    await board.row("Mateo Sanz").getByText("In adherence").waitFor();
    await expect.poll(() => board.duration("Mateo Sanz")).toBeGreaterThanOrEqual(40 * 60);
  });

  test("takes that back", async () => {
    await admin.presses("Undo");
    await board.row("Mateo Sanz").getByText("Wrong activity").waitFor();
  });

  test("maps several statuses at once, and takes all of it back", async () => {
    await admin.page.getByRole("checkbox", { name: "Select AVAILABLE", exact: true }).check();
    await admin.page.getByRole("checkbox", { name: "Select PAUSE", exact: true }).check();
    const bar = admin.page.getByRole("region", { name: "Several at once" });
    await admin.chooses(bar.getByRole("combobox", { name: "Activity for all selected" }), "Lunch");
    await bar.getByRole("button", { name: ENGLISH.map, exact: true }).click();
    await dialog("Replace the mapping?").getByRole("button", { name: ENGLISH.remap }).click();
    await board.row("Daan Visser").getByText("Lunch").waitFor();
    await admin.presses("Undo");
    await board.row("Daan Visser").getByText("Wrong activity").waitFor({ state: "detached" });
  });

  test("makes an activity match another, and reads what that means", async () => {
    await admin.opensTab("Activity Matches");
    await admin.row("Lunch").getByRole("button", { name: "Edit" }).click();
    const form = dialog("Matches: Lunch");
    await admin.chooses(form.getByRole("combobox", { name: "Also matches these activities" }), "Calls");
    await form
      .getByText(
        "Lunch counts as in adherence while this is scheduled: Lunch, Calls or any activity of the type Break.",
      )
      .waitFor();
    await form.getByRole("heading").click();
    await form.getByRole("button", { name: "Save changes" }).click();
    await board.row("Mateo Sanz").getByText("In adherence").waitFor();
    await board.page.close();
  });

  test("changes an activity’s name, type and colour, warned that the type acts on the past", async () => {
    await admin.page.goto("/activities");
    await admin.row("Lunch").getByRole("button", { name: "Edit" }).click();
    const form = dialog("Edit Lunch");
    await form.getByRole("textbox", { name: "Name" }).fill("Midday meal");
    await form.getByRole("radio", { name: "Teal" }).click();
    await admin.chooses(form.getByRole("combobox", { name: "Activity type" }), "Meeting");
    await form.getByText("This acts on the past too").waitFor();
    await form.getByRole("button", { name: "Save changes" }).click();
    await admin.row("Midday meal").getByText("Meeting").waitFor();
  });

  test("changes the colour of a built-in activity, and nothing else", async () => {
    await admin.row("Present").getByRole("button", { name: "Edit" }).click();
    const form = dialog("Edit Present");
    await form.getByRole("textbox", { name: "Name" }).first().waitFor({ state: "detached" });
    await form.getByRole("radio", { name: "Violet" }).click();
    await form.getByRole("button", { name: "Save changes" }).click();
    await admin.page.getByText("“Present” was saved.").waitFor();
  });

  test("can’t delete an activity that is used, and is told by what", async () => {
    await admin.presses("Delete Calls");
    const question = dialog("Delete “Calls”?");
    await question.getByRole("button", { name: "Delete activity" }).click();
    await question.getByText("1 external status").waitFor();
    await question.getByText("4 scheduled days").waitFor();
    await admin.page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
  });

  test("deletes an activity that nothing uses", async () => {
    await admin.createsAnActivity("Coaching", "Meeting");
    await admin.presses("Delete Coaching");
    await dialog("Delete “Coaching”?").getByRole("button", { name: "Delete activity" }).click();
    await admin.page.getByText("“Coaching” was deleted.").waitFor();
  });
});
