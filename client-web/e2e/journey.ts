import type { Page } from "playwright-core";
import { beforeEach, describe } from "vitest";
import { Admin } from "./admin.ts";
import { Board } from "./board.ts";
import { notify } from "./notify.ts";
import { expect, test } from "./test.ts";
import type { Words } from "./words.ts";

const OWNER = { name: "Ana Ruiz", email: "ana@example.com", password: "caballo correcto pila" };
const AGENT = "jdoe";
const EMPLOYEE = "Julia Doe";
const ACTIVITY = "Inbound";

/** The way from a fresh server to a person on the board, by the words on the screen. */
export function journey(language: string, words: Words): void {
  describe.sequential(`connecting Odigo in ${language}`, () => {
    let admin: Admin;
    let board: Board;
    let url: string;
    let brokenOff = false;

    beforeEach(({ skip, onTestFailed }) => {
      skip(brokenOff, "an earlier step failed");
      onTestFailed(() => {
        brokenOff = true;
      });
    });

    test("the first admin gets in by the link that the server prints", async ({ kadans, browser }) => {
      admin = new Admin(await browser.visit(kadans.url, { locale: words.locale }), words);
      await admin.takesUpTheInvitation(kadans.firstAdminLink, OWNER);
      await admin.signsOut(OWNER.name);
    });

    test("the link works once", async ({ kadans, browser }) => {
      const stranger = new Admin(await browser.visit(kadans.url, { locale: words.locale }), words);
      const { page } = stranger;
      await page.goto(kadans.firstAdminLink);
      await stranger.fills(words.name, "Mallory");
      await stranger.fills(words.email, "mallory@example.com");
      await stranger.fills(words.password, OWNER.password);
      await stranger.fills(words.repeatPassword, OWNER.password);
      await stranger.presses(words.start);
      await page.getByRole("alert").waitFor();
      await page.context().close();
    });

    test("signing in leads to the integrations, of which there are none", async () => {
      await admin.signsIn(OWNER);
      await admin.goesTo(words.integrations);
      await expect.poll(() => admin.page.getByRole("link", { name: words.addIntegration }).count()).toBe(1);
    });

    test("the notification URL can be copied once", async () => {
      await admin.addsAnIntegration("Odigo", "Odigo Madrid");
      url = await admin.copiesANotificationUrl();
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/notify\/odg_\w+/);
    });

    test("the notification URL can't be read again, neither after closing nor after loading the page anew", async () => {
      const secret = new URL(url).pathname.split("/").at(-1) ?? url;
      expect(await everythingIn(admin.page)).not.toContain(secret);
      await admin.page.reload();
      await admin.page.getByRole("row").nth(1).waitFor();
      expect(await everythingIn(admin.page)).not.toContain(secret);
    });

    test("a planning unit, an employee and an activity are created", async () => {
      await admin.goesTo(words.employees);
      await admin.createsAPlanningUnit("Madrid");
      await admin.createsAnEmployee(EMPLOYEE);
      await admin.row(EMPLOYEE).waitFor();
      await admin.goesTo(words.activities);
      await admin.createsAnActivity(ACTIVITY, words.presence);
      await admin.row(ACTIVITY).waitFor();
    });

    test("the external user appears by itself with the first notification", async () => {
      await admin.goesTo(words.employees);
      await admin.opensTab(words.externalUsers);
      await admin.page.getByText(words.noExternalUsers).waitFor();
      await notify(url, { agent: AGENT, status: "AVAILABLE", minutesAgo: 25 });
      await admin.row(AGENT).waitFor();
    });

    test("nobody is on the board before the external user is assigned", async ({ kadans, browser }) => {
      const colleague = new Admin(await browser.visit(kadans.url, { locale: words.locale }), words);
      await colleague.page.goto("/board");
      await colleague.signsIn(OWNER);
      board = new Board(colleague.page, words);
      await board.isLive();
      await board.page.getByText(words.nobodyWorking).waitFor();
    });

    test("assigning shows the person at once, back to the first notification", async () => {
      await admin.assigns(AGENT, EMPLOYEE);
      const row = board.row(EMPLOYEE);
      await row.waitFor();
      await row.getByText("AVAILABLE").waitFor();
      await expect.poll(() => board.duration(EMPLOYEE)).toBeGreaterThanOrEqual(25 * 60);
    });

    test("mapping the status shows the activity at once, back to the first notification", async () => {
      await admin.goesTo(words.activities);
      await admin.opensTab(words.externalStatuses);
      await admin.maps("AVAILABLE", ACTIVITY);
      const row = board.row(EMPLOYEE);
      await row.getByText(ACTIVITY, { exact: true }).waitFor();
      await row.getByText(words.notScheduled).waitFor();
      await expect.poll(() => board.duration(EMPLOYEE)).toBeGreaterThanOrEqual(25 * 60);
    });

    test("a change of status is seen without loading the page anew", async () => {
      await notify(url, { agent: AGENT, status: "PAUSE", detail: "LUNCH" });
      const row = board.row(EMPLOYEE);
      await row.getByText("PAUSE · LUNCH").waitFor();
      await row.getByRole("img", { name: words.unmapped }).waitFor();
      await expect.poll(() => board.duration(EMPLOYEE)).toBeLessThan(60);
    });

    test("the set-up is complete once the new status is mapped too", async () => {
      await admin.maps("PAUSE · LUNCH", ACTIVITY);
      await admin.goesTo(words.integrations);
      await admin.page.getByRole("link", { name: "Odigo Madrid" }).click();
      await admin.page.getByText(words.setUpDone).waitFor();
    });
  });
}

/** All that a page holds, what is hidden and what fields contain included. */
function everythingIn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll("input, textarea")] as HTMLInputElement[];
    const stored = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
    return [document.documentElement.outerHTML, ...fields.map(({ value }) => value), ...stored].join("\n");
  });
}
