import type { Page } from "playwright-core";
import { Admin } from "./admin.ts";
import { Board } from "./board.ts";
import { SUPERVISOR } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

const [NOT_PRESENT, WRONG_ACTIVITY, IN_ADHERENCE] = ["Lucía Mora", "Mateo Sanz", "Carla Gil"];

/** Signs the supervisor of Madrid in, and waits for the board. */
async function watch(page: Page): Promise<Board> {
  await page.goto("/board");
  await new Admin(page, ENGLISH).signsIn(SUPERVISOR);
  const board = new Board(page, ENGLISH);
  await board.isLive();
  return board;
}

test("a supervisor sees their own planning unit and no other, the most urgent first", async ({ office, browser }) => {
  const board = await watch(await browser.visit(office.kadans.url));
  await expect.poll(() => board.people()).toEqual([NOT_PRESENT, WRONG_ACTIVITY, IN_ADHERENCE]);
  await board.row(NOT_PRESENT).getByText("Not present").waitFor();
  await board.row(WRONG_ACTIVITY).getByText("Wrong activity").waitFor();
  await board.row(IN_ADHERENCE).getByText("In adherence").waitFor();
});

test("search finds names, activities and statuses, several at once", async ({ office, browser }) => {
  const board = await watch(await browser.visit(office.kadans.url));
  await board.searches("gil");
  await expect.poll(() => board.people()).toEqual([IN_ADHERENCE]);
  await board.searches("lunch");
  await expect.poll(() => board.people()).toEqual([WRONG_ACTIVITY]);
  await board.searches("not present, CARLA");
  await expect.poll(() => board.people()).toEqual([NOT_PRESENT, IN_ADHERENCE]);
  await board.searches("nobody of this name");
  await board.page.getByText("Nobody matches these filters").waitFor();
});

test("only who is out of adherence is listed on request, in another tab with the same address as well", async ({
  office,
  browser,
}) => {
  const board = await watch(await browser.visit(office.kadans.url));
  await board.page.getByLabel("Show only out of adherence").check();
  await expect.poll(() => board.people()).toEqual([NOT_PRESENT, WRONG_ACTIVITY]);
  const tab = new Board(await board.page.context().newPage(), ENGLISH);
  await tab.page.goto(board.page.url());
  await tab.isLive();
  await expect.poll(() => tab.people()).toEqual([NOT_PRESENT, WRONG_ACTIVITY]);
});

test("a heading sorts by its column, and the other way round when chosen again", async ({ office, browser }) => {
  const board = await watch(await browser.visit(office.kadans.url));
  await board.sortsBy("Name");
  await expect.poll(() => board.people()).toEqual([IN_ADHERENCE, NOT_PRESENT, WRONG_ACTIVITY]);
  await board.sortsBy("Name");
  await expect.poll(() => board.people()).toEqual([WRONG_ACTIVITY, NOT_PRESENT, IN_ADHERENCE]);
});

test("the panels count who should do what and who does, and list these people with a click", async ({
  office,
  browser,
}) => {
  const board = await watch(await browser.visit(office.kadans.url));
  const { page } = board;
  const types = page.getByRole("region", { name: "Breaks and presence" });
  await types.getByRole("row", { name: "Presence 3 1 -2" }).waitFor();
  await types.getByRole("row", { name: "Break 0 1 +1" }).waitFor();
  await page.getByRole("region", { name: "Activity overview" }).getByRole("button", { name: "Lunch" }).click();
  await expect.poll(() => board.people()).toEqual([WRONG_ACTIVITY]);
  await page.getByRole("button", { name: "Remove: Activity: Lunch" }).click();
  const absent = page.getByRole("region", { name: "Agent overview" }).getByRole("button", { name: /^Not present/ });
  await absent.click();
  await expect.poll(() => board.people()).toEqual([NOT_PRESENT]);
  expect(new URL(page.url()).search).toBe("?status=not-present");
  await absent.click();
  await expect.poll(() => board.people()).toEqual([NOT_PRESENT, WRONG_ACTIVITY, IN_ADHERENCE]);
});

test("in a narrow window the list is there and works", async ({ office, browser }) => {
  const board = await watch(await browser.visit(office.kadans.url, { viewport: { width: 360, height: 740 } }));
  await expect.poll(() => board.people()).toEqual([NOT_PRESENT, WRONG_ACTIVITY, IN_ADHERENCE]);
  const overflow = () => board.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await expect.poll(overflow).toBeLessThanOrEqual(0);
});

test("a name leads to the person's day, and back to the same filters", async ({ office, browser }) => {
  const board = await watch(await browser.visit(office.kadans.url));
  const { page } = board;
  await page.getByLabel("Show only out of adherence").check();
  await board.row(WRONG_ACTIVITY).getByRole("link", { name: WRONG_ACTIVITY }).click();
  await page.getByRole("heading", { name: WRONG_ACTIVITY, level: 1 }).waitFor();
  await page.goBack();
  await expect.poll(() => board.people()).toEqual([NOT_PRESENT, WRONG_ACTIVITY]);
});

test("who changes is painted where they are", async ({ office, browser }) => {
  const board = await watch(await browser.visit(office.kadans.url));
  await office.hears("cgil", "RINGING");
  await board.row(IN_ADHERENCE).getByText("RINGING").waitFor();
  await office.hears("cgil", "AVAILABLE");
  await board.row(IN_ADHERENCE).getByText("AVAILABLE").waitFor();
});

test("after a power cut the board says so, comes back by itself, and has missed nothing", async ({
  office,
  browser,
  expectedTroubles,
}) => {
  expectedTroubles.push(/net::ERR_/);
  const board = await watch(await browser.visit(office.kadans.url));
  const before = await durationOf(board);

  await office.kadans.kill();
  await board.page.getByRole("status").getByText("Reconnecting").waitFor();
  await board.page
    .getByRole("status")
    .getByText(/^Stale since/)
    .waitFor();
  expect(await board.people()).toEqual([NOT_PRESENT, WRONG_ACTIVITY, IN_ADHERENCE]);

  await office.kadans.start();
  await office.hears("cgil", "WRAP_UP");
  await board.isLive();
  await board.row(IN_ADHERENCE).getByText("WRAP_UP").waitFor();
  await expect.poll(() => durationOf(board)).toBeGreaterThan(before);
});

/** Of somebody of whom nothing new was heard. */
function durationOf(board: Board): Promise<number> {
  return board.duration(WRONG_ACTIVITY);
}
