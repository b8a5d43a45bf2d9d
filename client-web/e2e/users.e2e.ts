import { describe } from "vitest";
import { Admin } from "./admin.ts";
import { Board } from "./board.ts";
import { BOSS, SUPERVISOR } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

const LEO = { name: "Leo Pardo", email: "leo@example.com", password: "paper boat in the rain" };
const NEW_PASSWORD = "a kettle on the moon";

describe.sequential("an admin", () => {
  let admin: Admin;
  let link: string;

  /** Copies the link that is shown this once. */
  const copyLink = async () => {
    const dialog = admin.page.getByRole("dialog", { name: `Invitation link for ${LEO.name}` });
    const shown = (await dialog.getByTestId("invitation-url").textContent()) ?? "";
    await dialog.getByLabel(ENGLISH.stored).check();
    await dialog.getByRole("button", { name: ENGLISH.close }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await admin.page.content()).not.toContain(new URL(shown).hash.slice(1));
    return shown;
  };
  const choose = async (entry: string) => {
    await admin.presses(`More for ${LEO.name}`);
    await admin.page.getByRole("menuitem", { name: entry }).click();
  };

  test("invites a supervisor, and gets a link that is shown once", async ({ office, browser }) => {
    admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
    await admin.page.goto("/users");
    await admin.signsIn(BOSS);
    await admin.row(BOSS.name).getByText("Admin").waitFor();
    await admin.presses("Invite");
    const dialog = admin.page.getByRole("dialog", { name: "Invite a person" });
    await admin.fills("E-mail", SUPERVISOR.email);
    await dialog.getByRole("checkbox", { name: "Supervisor" }).check();
    await dialog.getByRole("button", { name: "Invite" }).click();
    await dialog.getByText("Choose at least one.").waitFor();
    await admin.chooses(dialog.getByRole("combobox", { name: "Planning units" }), "Utrecht");
    await admin.fills("Name", LEO.name);
    await dialog.getByRole("button", { name: "Invite" }).click();
    await dialog.getByText("This is taken already. Choose another.").waitFor();
    await admin.fills("E-mail", LEO.email);
    await dialog.getByRole("button", { name: "Invite" }).click();
    link = await copyLink();
    await admin.row(LEO.name).getByText("Invited").waitFor();
  });

  test("finds people by name or address, in another tab with the same address as well", async () => {
    await admin.page.getByRole("searchbox").fill("LEO@");
    await admin.row(SUPERVISOR.name).waitFor({ state: "detached" });
    await admin.row(LEO.name).waitFor();
    await expect.poll(() => new URL(admin.page.url()).search).toContain("q=");
    await admin.page.reload();
    await admin.row(LEO.name).waitFor();
    await admin.row(SUPERVISOR.name).first().waitFor({ state: "detached" });
    await admin.page.getByRole("searchbox").fill("");
    await admin.row(SUPERVISOR.name).waitFor();
  });

  test("sees the invited person come in, who sees their planning unit", async ({ office, browser }) => {
    const page = await browser.visit(office.kadans.url);
    const leo = new Admin(page, ENGLISH);
    await page.goto(link);
    await leo.fills(ENGLISH.password, LEO.password);
    await leo.fills(ENGLISH.repeatPassword, LEO.password);
    await leo.presses(ENGLISH.start);
    const board = new Board(page, ENGLISH);
    await board.isLive();
    await expect.poll(() => board.people()).toEqual(["Daan Visser"]);
    await page.context().close();
    await admin.page.reload();
    await admin.row(LEO.name).getByText("Active").waitFor();
  });

  test("makes a new link for somebody who forgot their password; the old one no longer works", async ({
    office,
    browser,
  }) => {
    await choose("New link to set a password");
    await admin.presses("Make the link");
    const fresh = await copyLink();
    const page = await browser.visit(office.kadans.url);
    const leo = new Admin(page, ENGLISH);
    for (const address of [link, fresh]) {
      await page.goto("/sign-in");
      await page.goto(address);
      await leo.fills(ENGLISH.password, NEW_PASSWORD);
      await leo.fills(ENGLISH.repeatPassword, NEW_PASSWORD);
      await leo.presses(ENGLISH.start);
      if (address === link) await page.getByText("Ask whoever sent it to you for a new one.").waitFor();
    }
    await new Board(page, ENGLISH).isLive();
    await page.context().close();
  });

  test("gives somebody another role", async () => {
    await admin.page.reload();
    await admin.presses(`Edit ${LEO.name}`);
    const dialog = admin.page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "Planner" }).check();
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await dialog.waitFor({ state: "detached" });
    await admin.row(LEO.name).getByText("Planner").waitFor();
  });

  test("is told to reload what another admin changed meanwhile", async () => {
    const other = new Admin(await admin.page.context().newPage(), ENGLISH);
    await other.page.goto("/users");
    await admin.presses(`Edit ${LEO.name}`);
    await other.presses(`Edit ${LEO.name}`);
    await other.fills("Name", "Leopoldo Pardo");
    await other.presses("Save changes");
    await other.row("Leopoldo Pardo").waitFor();
    await other.page.close();
    await admin.fills("Name", "Leo P.");
    await admin.presses("Save changes");
    await admin.page.getByText("Somebody else changed this in the meantime.").waitFor();
    await admin.presses("Reload");
    await admin.page.getByRole("dialog", { name: "Edit Leopoldo Pardo" }).waitFor();
    await admin.fills("Name", LEO.name);
    await admin.presses("Save changes");
    await admin.row(LEO.name).waitFor();
  });

  test("can't take their own last admin role", async () => {
    await admin.presses(`Edit ${BOSS.name}`);
    const dialog = admin.page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "Admin" }).uncheck();
    await dialog.getByRole("checkbox", { name: "Planner" }).check();
    await dialog.getByRole("button", { name: "Save changes" }).click();
    await dialog.getByText("This is the account’s last active admin.").waitFor();
    await dialog.getByRole("checkbox", { name: "Admin" }).check();
    await dialog.getByRole("checkbox", { name: "Planner" }).uncheck();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.waitFor({ state: "detached" });
  });

  test("deactivates somebody, whose sessions end at once, and lets them in again", async ({ office, browser }) => {
    const page = await browser.visit(office.kadans.url);
    const leo = new Admin(page, ENGLISH);
    await page.goto("/employees");
    await leo.signsIn({ email: LEO.email, password: NEW_PASSWORD });
    await leo.row("Daan Visser").waitFor();

    await choose("Deactivate");
    await admin.page.getByRole("dialog").getByText("Their sessions end at once").waitFor();
    await admin.presses("Deactivate");
    await admin.row(LEO.name).getByText("Deactivated").waitFor();
    await page.getByRole("heading", { name: ENGLISH.signIn }).waitFor();
    await leo.signsIn({ email: LEO.email, password: NEW_PASSWORD });
    await page.getByText("E-mail address and password don’t belong together.").waitFor();

    await choose("Reactivate");
    await admin.presses("Reactivate");
    await admin.row(LEO.name).getByText("Active").waitFor();
    await leo.signsIn({ email: LEO.email, password: NEW_PASSWORD });
    await leo.row("Daan Visser").waitFor();
    await page.context().close();
  });
});
