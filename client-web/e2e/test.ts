import { test as base, expect } from "vitest";
import { Browser } from "./browser.ts";
import { Kadans } from "./kadans.ts";
import { Office } from "./office.ts";

interface Fixtures {
  /** A server of this file's own. */
  kadans: Kadans;
  /** A contact centre at work on that server. */
  office: Office;
  /** A browser of this file's own. */
  browser: Browser;
  /** What pages are expected to complain about in this test, such as a server that was killed. */
  expectedTroubles: RegExp[];
  /** Nothing was wrong that the screen doesn't show. */
  calm: undefined;
}

/** A test with a real server and a real browser, which fails if a page had any error. */
export const test = base.extend<Fixtures>({
  kadans: [
    // biome-ignore lint/correctness/noEmptyPattern: the test runner reads which fixtures are needed off the pattern
    async ({}, use) => {
      const kadans = await Kadans.onAnEmptyDatabase();
      await use(kadans);
      await kadans.discard();
    },
    { scope: "file" },
  ],
  office: [async ({ kadans }, use) => use(await Office.open(kadans)), { scope: "file" }],
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: the test runner reads which fixtures are needed off the pattern
    async ({}, use) => {
      const browser = await Browser.launch();
      await use(browser);
      await browser.close();
    },
    { scope: "file" },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: the test runner reads which fixtures are needed off the pattern
  expectedTroubles: async ({}, use) => use([]),
  calm: [
    async ({ browser, expectedTroubles }, use) => {
      await use(undefined);
      const unexpected = (trouble: string) => !expectedTroubles.some((pattern) => pattern.test(trouble));
      expect(browser.takeTroubles().filter(unexpected)).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from "vitest";
