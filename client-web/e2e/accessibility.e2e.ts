import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe } from "vitest";
import { Admin } from "./admin.ts";
import { BOSS } from "./office.ts";
import { ENTRY_SCREENS, SCREENS } from "./screens.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What breaks WCAG 2.2 A or AA: the rule, and where. */
async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
  );
}

/** Nothing is in the way of anybody, in light and in dark colours. */
async function isAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`:root[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    expect(await violations(page), `in ${colorScheme} colours`).toEqual([]);
  }
}

describe("before signing in everybody can use", () => {
  for (const { name, path, open } of ENTRY_SCREENS) {
    test(name, async ({ office, browser }) => {
      const page = await browser.visit(office.kadans.url);
      await page.goto(path(office));
      await open(page);
      await isAccessible(page);
      await page.context().close();
    });
  }
});

describe.sequential("signed in, everybody can use", () => {
  let page: Page;

  test("the way in", async ({ office, browser }) => {
    await office.hearsInSpanish("cgil", "PAUSE", 5);
    page = await browser.visit(office.kadans.url);
    await page.goto("/board");
    await new Admin(page, ENGLISH).signsIn(BOSS);
    await page.getByRole("heading", { name: ENGLISH.board, level: 1 }).waitFor();
    await isAccessible(page);
  });

  for (const { name, path, open } of SCREENS) {
    test(name, async ({ office }) => {
      await page.goto(path(office));
      await open(page);
      await isAccessible(page);
    });
  }

  test("a narrow screen with the menu open", async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto("/employees");
    await page.getByRole("button", { name: "Menu" }).click();
    await page.getByRole("link", { name: ENGLISH.activities }).waitFor();
    await isAccessible(page);
  });
});
