import type { Page } from "playwright-core";
import { Admin } from "./admin.ts";
import { Board } from "./board.ts";
import { BOSS, type Office, SUPERVISOR } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

/** Opens the day of somebody from the board. */
async function openDay(page: Page, who: typeof BOSS, name: string): Promise<void> {
  await page.goto("/board");
  await new Admin(page, ENGLISH).signsIn(who);
  const board = new Board(page, ENGLISH);
  await board.isLive();
  await board.row(name).getByRole("link", { name }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

const figure = (page: Page, name: string) =>
  page
    .locator("dl > div")
    .filter({ hasText: new RegExp(`^${name}`) })
    .locator("dd");

const visit = async (office: Office, browser: { visit: (url: string) => Promise<Page> }) =>
  browser.visit(office.kadans.url);

test("the day says what was scheduled, what was done, and where the two differ", async ({ office, browser }) => {
  const page = await visit(office, browser);
  await openDay(page, SUPERVISOR, "Mateo Sanz");
  const deviations = page.getByRole("region", { name: "Deviations" });
  const row = deviations.getByRole("row").filter({ hasText: "Wrong activity" });
  await row.getByText("Lunch").waitFor();
  await row.getByText("PAUSE").waitFor();
  await row.getByText("Severe").waitFor();
  await expect.poll(() => figure(page, "Adherence").textContent()).toMatch(/^\d+(\.\d)?%$/);
  await page.getByText("msanz").waitFor();
  await page.getByText("Times in UTC").waitFor();
  await page
    .getByRole("button", { name: /^Excuse/ })
    .first()
    .waitFor({ state: "detached" });
});

test("what happens now shows up on the page by itself", async ({ office, browser }) => {
  const page = await visit(office, browser);
  await openDay(page, SUPERVISOR, "Carla Gil");
  const words = page.getByRole("region", { name: "The day in words" });
  await words.getByText("AVAILABLE").first().waitFor();
  await office.hears("cgil", "RINGING");
  await words.getByText("RINGING").waitFor({ timeout: 10_000 });
  await office.hears("cgil", "AVAILABLE");
});

test("the keyboard zooms the timeline, and a deviation can be looked at from the list", async ({ office, browser }) => {
  const page = await visit(office, browser);
  await openDay(page, SUPERVISOR, "Mateo Sanz");
  const timeline = page.getByRole("group", { name: "Timeline" });
  const reset = page.getByRole("button", { name: "Reset zoom" });
  await timeline.focus();
  await page.keyboard.press("0");
  await expect.poll(() => reset.isDisabled()).toBe(true);
  await page.keyboard.press("+");
  await expect.poll(() => reset.isEnabled()).toBe(true);
  await page.keyboard.press("0");
  await expect.poll(() => reset.isDisabled()).toBe(true);
  const deviations = page.getByRole("region", { name: "Deviations" });
  await deviations.getByRole("button", { name: /^\d/ }).first().click();
  await expect.poll(() => reset.isEnabled()).toBe(true);
});

test("an excused deviation lowers no score any more, and that can be taken back", async ({ office, browser }) => {
  const page = await visit(office, browser);
  await openDay(page, BOSS, "Mateo Sanz");
  const admin = new Admin(page, ENGLISH);
  const before = await figure(page, "Adherence").textContent();
  await page
    .getByRole("button", { name: /^Excuse or approve \d/ })
    .first()
    .click();
  await admin.presses("Save");
  await page.getByText("Fill in this field.").waitFor();
  await admin.fills("Reason", "Fire drill");
  await admin.presses("Save");
  await page.getByText("Fire drill").waitFor();
  await expect.poll(() => figure(page, "Excused").textContent()).not.toBe("0s");
  await page.getByRole("button", { name: /^Delete the exception/ }).click();
  await page.getByText("Nothing was excused or approved on this day.").waitFor();
  await expect
    .poll(async () => Number.parseFloat((await figure(page, "Adherence").textContent()) ?? ""))
    .toBeLessThan(Number.parseFloat(before ?? "") + 1);
  await admin.presses("Undo");
  await page.getByText("Fire drill").waitFor();
});

test("the day before has an address of its own", async ({ office, browser }) => {
  const page = await visit(office, browser);
  await openDay(page, SUPERVISOR, "Mateo Sanz");
  const today = await page.getByLabel("Day", { exact: true }).inputValue();
  await page.getByRole("button", { name: "Previous day" }).click();
  await expect.poll(() => new URL(page.url()).search).toMatch(/^\?date=/);
  await page.reload();
  await expect.poll(() => page.getByLabel("Day", { exact: true }).inputValue()).not.toBe(today);
  await page.getByRole("button", { name: "Today" }).click();
  await expect.poll(() => page.getByLabel("Day", { exact: true }).inputValue()).toBe(today);
});
