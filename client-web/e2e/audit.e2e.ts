import { readFile } from "node:fs/promises";
import { describe } from "vitest";
import { Admin } from "./admin.ts";
import { BOSS } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

describe.sequential("the audit log", () => {
  let admin: Admin;
  const entry = (text: string) => admin.row(text).first();

  test("says who did what, from where, with what it was and what it is", async ({ office, browser }) => {
    admin = new Admin(await browser.visit(office.kadans.url, { timezoneId: "Europe/Madrid" }), ENGLISH);
    await admin.page.goto("/users");
    await admin.signsIn(BOSS);
    await admin.presses(`Edit ${BOSS.name}`);
    await admin.fills("Name", "Ana Ruiz Soto");
    await admin.presses("Save changes");
    await admin.row("Ana Ruiz Soto").waitFor();
    await admin.goesTo("Audit log");
    const renamed = entry("User changed");
    await renamed.getByText("127.0.0.1").waitFor();
    await renamed.getByRole("link", { name: "Ana Ruiz Soto" }).waitFor();
    await expect
      .poll(() => renamed.getByRole("listitem").allTextContents())
      .toEqual(["Namebefore: Ana Ruizafter: Ana Ruiz Soto"]);
    await admin.page.getByRole("columnheader", { name: "Time (Europe/Madrid)" }).waitFor();
    await entry("Integration created").getByText("Odigo Madrid").first().waitFor();
  });

  test("shows what was done at the command line", async () => {
    await entry("Sofía Vega").getByText("Command line").waitFor();
  });

  test("lists what was done to one subject, by one person, in a stretch of time", async () => {
    await entry("Integration created").getByRole("link", { name: "Odigo Madrid" }).click();
    await entry("User changed").waitFor({ state: "detached" });
    await entry("Integration created").waitFor();
    await admin.presses("Show all subjects");
    await entry("User changed").waitFor();

    await admin.chooses(admin.page.getByRole("combobox", { name: "Who" }), "Sofía Vega");
    await admin.page.getByRole("main").getByText("Nothing found").waitFor();
    await admin.presses("Clear search and filters");
    await admin.chooses(admin.page.getByRole("combobox", { name: "Time range" }), "Chosen days");
    await admin.page.getByLabel("Last day").fill("2020-01-01");
    await admin.page.getByRole("main").getByText("Nothing found").waitFor();
    await admin.presses("Clear search and filters");
    await admin.page.getByRole("searchbox").fill("ODIGO madrid");
    await entry("User changed").waitFor({ state: "detached" });
    await entry("Integration created").waitFor();
  });

  test("is downloaded as it is shown", async () => {
    const downloading = admin.page.waitForEvent("download");
    await admin.presses("Download CSV");
    const file = await downloading;
    expect(file.suggestedFilename()).toMatch(/^kadans-audit-\d{4}-\d\d-\d\d\.csv$/);
    const text = await readFile(await file.path(), "utf8");
    expect(text).toContain("integration.create,Integration created,Odigo Madrid");
    expect(text).not.toContain("user.update");
  });

  test("is not for supervisors", async ({ office, browser }) => {
    const page = await browser.visit(office.kadans.url);
    await page.goto("/audit");
    await new Admin(page, ENGLISH).signsIn({ email: "sofia@example.com", password: BOSS.password });
    await page.getByRole("heading", { name: "Your role does not include this page" }).waitFor();
    await page.getByRole("link", { name: "To the start page", exact: true }).click();
    await page.getByRole("heading", { name: ENGLISH.board, level: 1 }).waitFor();
  });
});
