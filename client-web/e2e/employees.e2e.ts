import { describe } from "vitest";
import { Admin } from "./admin.ts";
import { Board } from "./board.ts";
import { BOSS } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

const CSV = `name,planning_unit,personnel_number,email,groups,integration,external_user
Eva Bosch,Utrecht,1001,eva@example.com,,,
Noor Dijk,Utrecht,1002,noor@example.com,,Odigo Madrid,ndijk
`;

describe.sequential("a planner", () => {
  let admin: Admin;
  let board: Board;

  const dialog = (name: string) => admin.page.getByRole("dialog", { name });
  /** Chooses a text as a CSV file. */
  const upload = (text: string) =>
    dialog("Import employees")
      .locator('input[type="file"]')
      .setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

  test("is shown what is wrong with a file, row by row", async ({ office, browser }) => {
    admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
    await admin.page.goto("/employees");
    await admin.signsIn(BOSS);
    await admin.row("Carla Gil").waitFor();
    await admin.presses("Import employees");
    await upload(CSV.replace("Eva Bosch,Utrecht", "Eva Bosch,Atlantis"));
    await dialog("Import employees").getByRole("cell", { name: "Atlantis", exact: true }).waitFor();
    const start = dialog("Import employees").getByRole("button", { name: "Import", exact: true });
    await expect.poll(() => start.isDisabled()).toBe(true);
  });

  test("imports employees after seeing what that changes", async () => {
    await admin.presses("Choose another file");
    await upload(CSV);
    await dialog("Import employees").getByText("2 created").waitFor();
    await admin.row("Eva Bosch").filter({ hasText: "Utrecht" }).first().waitFor({ state: "detached" });
    await dialog("Import employees").getByRole("button", { name: "Import", exact: true }).click();
    await admin.page.getByText("2 employees were imported.").waitFor();
    await admin.row("Noor Dijk").getByText("ndijk").waitFor();
  });

  test("sees that the same file changes nothing more", async () => {
    await admin.presses("Import employees");
    await upload(CSV);
    await dialog("Import employees").getByText("2 unchanged").waitFor();
    await dialog("Import employees").getByRole("button", { name: "Cancel" }).click();
  });

  test("changes an employee", async () => {
    await admin.row("Eva Bosch").getByRole("button", { name: "Edit", exact: true }).click();
    await dialog("Edit employee").getByRole("textbox", { name: "Personnel number" }).fill("1002");
    await dialog("Edit employee").getByRole("button", { name: "Save changes" }).click();
    await dialog("Edit employee").getByText("This is taken already. Choose another.").waitFor();
    await dialog("Edit employee").getByRole("textbox", { name: "Personnel number" }).fill("1003");
    await dialog("Edit employee").getByRole("button", { name: "Save changes" }).click();
    await admin.row("Eva Bosch").getByText("1003").waitFor();
  });

  test("makes a group across planning units, and finds its employees by it", async () => {
    const { page } = admin;
    await admin.opensTab("Groups");
    await page.getByText("No groups yet").waitFor();
    await page.getByRole("button", { name: "Create group" }).first().click();
    await dialog("Create group").getByRole("textbox", { name: "Name" }).fill("French");
    await dialog("Create group").getByRole("button", { name: "Create group" }).click();
    for (const name of ["Carla Gil", "Daan Visser"]) {
      const members = dialog("Employees in French");
      await members.getByRole("combobox", { name: "Employee to add" }).fill(name);
      await page.getByRole("option", { name }).click();
      await members.getByRole("button", { name: "Add" }).click();
      await members.getByRole("button", { name: `Remove ${name}` }).waitFor();
    }
    await page.keyboard.press("Escape");
    await dialog("Employees in French").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "2 employees" }).click();
    await admin.row("Daan Visser").waitFor();
    await admin.row("Mateo Sanz").first().waitFor({ state: "detached" });
    await admin.goesTo(ENGLISH.employees);
  });

  test("ends an assignment: what was recorded so far stays", async () => {
    const { page } = admin;
    await page.goto("/employees");
    await admin.presses("External users of Mateo Sanz");
    await dialog("External users of Mateo Sanz").getByRole("button", { name: "Unassign msanz" }).click();
    await dialog("Unassign msanz").getByRole("radio", { name: "End: from now on" }).check();
    await dialog("Unassign msanz").getByRole("button", { name: "End assignment" }).click();
    await page.getByText("msanz no longer belongs to Mateo Sanz. What was recorded so far stays.").waitFor();
    await dialog("External users of Mateo Sanz").getByRole("button", { name: "Unassign msanz" }).waitFor({
      state: "detached",
    });
  });

  test("assigns again, and takes that back", async () => {
    const { page } = admin;
    const box = dialog("External users of Mateo Sanz");
    await box.getByRole("combobox", { name: "External user to assign" }).click();
    await page.getByRole("option", { name: "msanz" }).click();
    await box.getByRole("button", { name: "Assign" }).click();
    await box.getByRole("button", { name: "Unassign msanz" }).waitFor();
    await page.keyboard.press("Escape");
    await box.waitFor({ state: "detached" });
    await admin.presses("Undo");
    await page.getByRole("button", { name: "Assign external user to Mateo Sanz" }).waitFor();
  });

  test("types an external user in ahead; their first notification shows at once", async ({ office }) => {
    const { page } = admin;
    await admin.presses("Assign external user to Eva Bosch");
    await dialog("External users of Eva Bosch").getByRole("button", { name: "Type in its identifier ahead" }).click();
    await dialog("Add external user").getByRole("textbox", { name: "External user identifier" }).fill("ebosch");
    await dialog("Add external user").getByRole("button", { name: "Add external user" }).click();
    await dialog("External users of Eva Bosch").getByRole("button", { name: "Unassign ebosch" }).waitFor();
    await page.keyboard.press("Escape");
    board = new Board(await page.context().newPage(), ENGLISH);
    await board.page.goto("/board");
    await board.isLive();
    await office.hears("ebosch", "AVAILABLE");
    await board.row("Eva Bosch").waitFor();
    await board.page.close();
  });

  test("is hinted at whom an identifier nearly names", async ({ office }) => {
    const { page } = admin;
    await office.hears("NOOR@odigo.example", "AVAILABLE");
    await page.goto("/employees?tab=external&unassigned=true");
    const line = admin.row("NOOR@odigo.example");
    await line.getByText("Like the e-mail address of Noor Dijk.").waitFor();
    await line.getByRole("button", { name: "Choose" }).click();
    await line.getByRole("button", { name: "Assign" }).click();
    await page.getByText(/NOOR@odigo\.example now belongs to Noor Dijk/).waitFor();
  });

  test("is told what hangs on an employee before deleting it all", async () => {
    const { page } = admin;
    await page.goto("/employees");
    await admin.presses("Delete Carla Gil");
    const question = dialog("Delete “Carla Gil”?");
    await question.getByRole("button", { name: "Delete employee" }).click();
    await question.getByText("1 external user").waitFor();
    await question.getByText("1 scheduled day").waitFor();
    await question.getByRole("button", { name: "Delete anyway" }).click();
    await page.getByText("“Carla Gil” was deleted.").waitFor();
    await admin.row("Daan Visser").waitFor();
    await page.getByRole("button", { name: "Delete Carla Gil" }).first().waitFor({ state: "detached" });
  });

  test("can’t delete a planning unit that people belong to, and is told so", async () => {
    const { page } = admin;
    await admin.opensTab("Planning units");
    await admin.presses("Delete Madrid");
    const question = dialog("Delete “Madrid”?");
    await question.getByText("2 employees").waitFor();
    await question.getByRole("button", { name: "Delete planning unit" }).waitFor({ state: "detached" });
    await question.getByText(/Move its employees to another planning unit/).waitFor();
    await page.keyboard.press("Escape");
    await question.waitFor({ state: "detached" });
    await page.getByRole("row").filter({ hasText: "Madrid" }).waitFor();
  });
});
