import type { Page } from "playwright-core";
import { Admin } from "./admin.ts";
import { Board } from "./board.ts";
import { BOSS } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

/** Today, in the zone of the planning units, which is UTC. */
const today = () => new Date().toISOString().slice(0, 10);

const file = (...rows: string[]) => ({
  name: "week.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["employee,date,start,end,activity", ...rows, ""].join("\r\n")),
});

async function open(page: Page): Promise<Admin> {
  const admin = new Admin(page, ENGLISH);
  await page.goto("/schedules");
  await admin.signsIn(BOSS);
  await page.getByRole("rowheader", { name: "Carla Gil" }).waitFor();
  return admin;
}

/** Chooses a file in the dialog. */
async function choose(admin: Admin, csv: ReturnType<typeof file>) {
  const { page } = admin;
  await page.getByRole("button", { name: "Import schedules" }).first().click();
  const dialog = page.getByRole("dialog", { name: "Import schedules" });
  await dialog.locator('input[type="file"]').setInputFiles(csv);
  return dialog;
}

test("the week shows what is scheduled for whom", async ({ office, browser }) => {
  const { page } = await open(await browser.visit(office.kadans.url));
  const row = page.getByRole("row").filter({ hasText: "Carla Gil" });
  await row
    .getByRole("img", { name: /Calls$/ })
    .first()
    .waitFor();
});

test("a file with errors names each line, and changes nothing", async ({ office, browser }) => {
  const admin = await open(await browser.visit(office.kadans.url));
  const day = today();
  const dialog = await choose(
    admin,
    file(`Nobody at all,,${day} 09:00,${day} 17:00,Calls`, `Carla Gil,,${day} 09:00,${day} 17:00,Juggling`),
  );
  const errors = dialog.getByRole("region", { name: "What is wrong" });
  await errors.getByRole("row").filter({ hasText: "Nobody at all" }).getByText("2", { exact: true }).waitFor();
  await errors.getByRole("row").filter({ hasText: "Juggling" }).getByText("3", { exact: true }).waitFor();
  await expect.poll(() => dialog.getByRole("button", { name: "Import", exact: true }).isDisabled()).toBe(true);
});

test("an imported day replaces the one before, and the board follows at once", async ({ office, browser }) => {
  const admin = await open(await browser.visit(office.kadans.url));
  const day = today();
  const dialog = await choose(admin, file(`Mateo Sanz,,${day} 00:00,${day} 23:59,Lunch`, `Lucía Mora,${day},,,`));
  await dialog.getByText("2 employees").waitFor();
  await dialog.getByText("2 days").waitFor();
  await dialog.getByText("1 segment").waitFor();
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await admin.page.getByText("2 days were imported.").waitFor();
  await admin.page.getByRole("row").filter({ hasText: "Lucía Mora" }).getByText("Day off").waitFor();
  const mateo = admin.page.getByRole("row").filter({ hasText: "Mateo Sanz" });
  await mateo.getByRole("img", { name: "00:00 – 23:59 Lunch" }).waitFor();

  await admin.page.goto("/board?q=Mateo");
  const board = new Board(admin.page, ENGLISH);
  await board.row("Mateo Sanz").getByText("In adherence").waitFor();
});

test("the template can be imported as it is but for the names", async ({ office, browser }) => {
  const admin = await open(await browser.visit(office.kadans.url));
  await admin.page.getByRole("button", { name: "Import schedules" }).first().click();
  const download = admin.page.waitForEvent("download");
  await admin.presses("Download template");
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("schedule.csv");
  const dialog = admin.page.getByRole("dialog", { name: "Import schedules" });
  await dialog.locator('input[type="file"]').setInputFiles(await saved.path());
  await dialog.getByText("2 days").waitFor();
});
