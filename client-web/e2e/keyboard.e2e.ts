import type { Locator, Page } from "playwright-core";
import { Board } from "./board.ts";
import { BOSS } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH, SPANISH } from "./words.ts";

/** More stops than any page has. */
const MOST_STOPS = 60;

/** Presses Tab, or another key, until this has the focus. */
async function tabTo(page: Page, target: Locator, key = "Tab"): Promise<void> {
  await target.waitFor();
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never comes to ${target}`);
}

test("the keyboard alone signs in, goes to the board, finds somebody and opens their details", async ({
  office,
  browser,
}) => {
  const page = await browser.visit(office.kadans.url);
  const { keyboard } = page;
  await page.goto("/");
  await tabTo(page, page.getByRole("textbox", { name: ENGLISH.email }));
  await keyboard.type(BOSS.email);
  await keyboard.press("Tab");
  await keyboard.type(BOSS.password);
  await keyboard.press("Enter");

  await tabTo(page, page.getByRole("link", { name: ENGLISH.board }));
  await keyboard.press("Enter");
  const board = new Board(page, ENGLISH);
  await board.isLive();

  await keyboard.press("/");
  await keyboard.type("madrid, sanz, gil");
  await expect.poll(() => board.people()).toEqual(["Mateo Sanz", "Carla Gil"]);
  await tabTo(page, page.getByRole("grid"));
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  const details = page.getByRole("dialog", { name: "Carla Gil" });
  await details.getByText("AVAILABLE").waitFor();
  await keyboard.press("Escape");
  await details.waitFor({ state: "detached" });
});

test("the keyboard alone switches the language, which is remembered", async ({ kadans, browser }) => {
  const page = await browser.visit(kadans.url);
  const { keyboard } = page;
  await page.goto("/sign-in");
  await tabTo(page, page.getByRole("button", { name: "Language: English" }));
  await keyboard.press("Enter");
  await page.getByRole("menuitemradio", { name: "English", checked: true }).waitFor();
  await tabTo(page, page.getByRole("menuitemradio", { name: "Español" }), "ArrowDown");
  await keyboard.press("Enter");
  await page.getByRole("heading", { name: SPANISH.signIn }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: SPANISH.signIn }).waitFor();
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe("es");
});

test("the first stop of a page leads past the menu", async ({ office, browser }) => {
  const page = await browser.visit(office.kadans.url);
  await page.goto("/employees");
  await page.getByRole("textbox", { name: ENGLISH.email }).fill(BOSS.email);
  await page.getByRole("textbox", { name: ENGLISH.password }).fill(BOSS.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: ENGLISH.employees, level: 1 }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: ENGLISH.employees, level: 1 }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("MAIN");
});
