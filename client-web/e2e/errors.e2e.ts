import { Admin } from "./admin.ts";
import { Board } from "./board.ts";
import { BOSS, SUPERVISOR } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

test("an integration name that is taken is an error of the field, which gets the focus", async ({
  office,
  browser,
}) => {
  const admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  await admin.page.goto("/integrations/new?vendor=odigo");
  await admin.signsIn(BOSS);
  await admin.fills(ENGLISH.integrationName, "  ODIGO madrid ");
  await admin.presses(ENGLISH.saveIntegration);
  await admin.page.getByText("This is taken already. Choose another.").waitFor();
  const name = admin.page.getByRole("textbox", { name: ENGLISH.integrationName, exact: true });
  await expect.poll(() => name.getAttribute("aria-invalid")).toBe("true");
  await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
  await name.fill("Odigo Sevilla");
  await admin.presses(ENGLISH.saveIntegration);
  await admin.page.getByRole("heading", { name: "Odigo Sevilla", level: 1 }).waitFor();
});

test("a wrong password is told without saying which of the two is wrong", async ({ office, browser }) => {
  const page = await browser.visit(office.kadans.url);
  const told = async (credentials: { email: string; password: string }) => {
    await page.goto("/sign-in");
    await new Admin(page, ENGLISH).signsIn(credentials);
    return page.getByRole("alert").textContent();
  };
  const wrongPassword = await told({ email: BOSS.email, password: "a wrong password" });
  expect(wrongPassword).toContain("E-mail address and password don’t belong together.");
  expect(await told({ email: "nobody@example.com", password: BOSS.password })).toBe(wrongPassword);
});

test("a link that was opened while signed out leads there after signing in", async ({ office, browser }) => {
  const admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  await admin.page.goto("/employees?tab=external&q=msanz");
  await admin.signsIn(BOSS);
  await admin.row("msanz").waitFor();
  expect(new URL(admin.page.url()).pathname).toBe("/employees");
  await admin.row("cgil").first().waitFor({ state: "detached" });
});

test("a session outlives loading the page anew, but not signing out", async ({ office, browser }) => {
  const admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  await admin.page.goto("/employees");
  await admin.signsIn(BOSS);
  await admin.row("Mateo Sanz").waitFor();
  await admin.page.reload();
  await admin.row("Mateo Sanz").waitFor();
  await admin.signsOut(BOSS.name);
  await admin.page.goto("/employees");
  await admin.page.getByRole("heading", { name: ENGLISH.signIn }).waitFor();
});

test("a supervisor has a menu with the board alone, and no way around it", async ({ office, browser }) => {
  const supervisor = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  const { page } = supervisor;
  await page.goto("/");
  await supervisor.signsIn(SUPERVISOR);
  await new Board(page, ENGLISH).isLive();
  await expect.poll(() => page.getByRole("navigation").getByRole("link").allInnerTexts()).toEqual([ENGLISH.board]);
  for (const path of ["/integrations", "/integrations/new", "/employees", "/activities", "/users", "/audit"]) {
    await page.goto(path);
    await page.getByRole("heading", { name: "Your role does not include this page" }).waitFor();
  }
});

test("an address without a page says so, and leads on", async ({ office, browser }) => {
  const page = await browser.visit(office.kadans.url);
  await page.goto("/no/such/page");
  await page.getByRole("heading", { name: "There is no page at this address" }).waitFor();
  await page.getByRole("link", { name: "To the start page" }).click();
  await page.getByRole("heading", { name: ENGLISH.signIn }).waitFor();
});

test("an integration that is not there is told in the user's words", async ({ office, browser }) => {
  const admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  await admin.page.goto("/integrations/0190d3a0-0000-7000-8000-000000000000");
  await admin.signsIn(BOSS);
  await admin.page.getByText("This no longer exists.").waitFor();
});
