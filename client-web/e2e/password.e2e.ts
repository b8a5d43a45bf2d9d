import { Admin } from "./admin.ts";
import { SUPERVISOR } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

const NEW_PASSWORD = "a kettle on the moon";

test("changing the password ends the other sessions, and keeps this one", async ({ office, browser }) => {
  const [here, elsewhere] = [
    new Admin(await browser.visit(office.kadans.url), ENGLISH),
    new Admin(await browser.visit(office.kadans.url), ENGLISH),
  ];
  for (const { page } of [here, elsewhere]) await page.goto("/board");
  for (const person of [here, elsewhere]) await person.signsIn(SUPERVISOR);
  for (const { page } of [here, elsewhere])
    await page.getByRole("heading", { name: ENGLISH.board, level: 1 }).waitFor();

  await here.presses(SUPERVISOR.name);
  await here.page.getByRole("menuitem", { name: "Change password" }).click();
  await here.fills("Present password", "a wrong password");
  await here.fills("New password", NEW_PASSWORD);
  await here.fills("Repeat the new password", NEW_PASSWORD);
  await here.presses("Change password");
  await here.page.getByText("This is not your present password.").waitFor();
  const present = here.page.getByRole("textbox", { name: "Present password", exact: true });
  await expect.poll(() => present.evaluate((field) => field === document.activeElement)).toBe(true);

  await here.fills("Present password", SUPERVISOR.password);
  await here.presses("Change password");
  await here.page.getByText("Your other sessions have ended").waitFor();
  await here.page.reload();
  await here.page.getByRole("heading", { name: "Change password" }).waitFor();

  await elsewhere.page.getByRole("heading", { name: ENGLISH.signIn }).waitFor();
  await elsewhere.signsIn(SUPERVISOR);
  await elsewhere.page.getByText("E-mail address and password don’t belong together.").waitFor();
  await elsewhere.signsIn({ ...SUPERVISOR, password: NEW_PASSWORD });
  await elsewhere.page.getByRole("heading", { name: ENGLISH.board, level: 1 }).waitFor();
});

test("loading the page anew in the middle of a refresh signs nobody out", async ({
  office,
  browser,
  expectedTroubles,
}) => {
  expectedTroubles.push(/net::ERR_/);
  const page = await browser.visit(office.kadans.url);
  await page.goto("/password");
  await new Admin(page, ENGLISH).signsIn({ ...SUPERVISOR, password: NEW_PASSWORD });
  const heading = page.getByRole("heading", { name: "Change password" });
  await heading.waitFor();

  // The server answers, but the page is gone before the answer with the new cookie arrives.
  let lost = 0;
  await page.route(/RefreshSession$/, async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    const cookie = await page.context().cookies();
    await route.fetch();
    await page.context().clearCookies();
    await page.context().addCookies(cookie);
    return route.abort();
  });
  await page.reload();
  await heading.waitFor();
  expect(lost).toBe(1);
});
