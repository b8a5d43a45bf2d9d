import { describe } from "vitest";
import { Admin } from "./admin.ts";
import { BOSS } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

const USER = { username: "kadans", password: "caballo correcto" };

describe.sequential("detailed break agent statuses", () => {
  let admin: Admin;
  let webService: string;
  let integrationPath: string;

  const dialog = () => admin.page.getByRole("dialog", { name: "Edit integration" });
  const box = () => dialog().getByRole("checkbox", { name: "Import detailed break agent statuses" });
  const field = (name: string) => dialog().getByRole("textbox", { name });
  const tries = () => dialog().getByRole("button", { name: "Test connection" }).click();
  const saves = async () => {
    await dialog().getByRole("button", { name: ENGLISH.saveIntegration }).click();
    await dialog().waitFor({ state: "detached" });
  };

  test("need URL, username and password of the web service", async ({ office, browser }) => {
    webService = await office.kadans.simulate(office.notificationUrl, USER);
    admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
    integrationPath = `/integrations/${office.integrationId}`;
    await admin.page.goto(integrationPath);
    await admin.signsIn(BOSS);
    await admin.page.getByText("Detailed break agent statuses are not imported.").waitFor();
    await admin.presses("Edit");
    await box().check();
    await dialog().getByRole("button", { name: ENGLISH.saveIntegration }).click();
    await expect.poll(() => dialog().getByText("Fill in this field.").count()).toBe(3);
  });

  test("are not imported with a wrong password, which a test says before anything is saved", async () => {
    await field("Odigo URL including tenant ID").fill(webService);
    await field("Username").fill(USER.username);
    await field("Password").fill("caballo equivocado");
    // The contact centre may still be opening.
    await expect
      .poll(() =>
        fetch(webService).then(
          () => "open",
          () => "closed",
        ),
      )
      .toBe("open");
    await tries();
    await dialog().getByText("Username or password is wrong").waitFor();
  });

  test("are imported with the right password, which is never shown again", async () => {
    await field("Password").fill(USER.password);
    await dialog().getByText("Username or password is wrong").waitFor({ state: "detached" });
    await tries();
    const answers = dialog().getByText("The web service answers");
    // An account may test once a second.
    const again = dialog().getByRole("button", { name: "Try again" });
    await expect
      .poll(async () => {
        if (await again.isVisible()) await again.click();
        return answers.isVisible();
      })
      .toBe(true);
    await saves();
    await admin.page.getByText("Stored; it is never shown").waitFor();
    expect(await admin.page.content()).not.toContain(USER.password);
  });

  test("appear by themselves, and count as their base status until they are mapped", async () => {
    await admin.page.goto("/activities?tab=statuses&q=LUNCH");
    const row = admin.row("LUNCH");
    await row.getByText("Inherited", { exact: true }).waitFor();
    await admin.maps("PAUSE · LUNCH", "Calls");
    await row.getByText("Mapped", { exact: true }).waitFor();
  });

  test("show in the health of the integration", async () => {
    await admin.page.goto(integrationPath);
    await admin.page.getByText("Answering", { exact: true }).waitFor();
    await admin.page.getByText("Receiving", { exact: true }).waitFor();
    await admin.page.getByRole("img", { name: /^Accepted: \d/ }).waitFor();
  });

  test("want the password again if the URL changes", async () => {
    await admin.presses("Edit");
    await dialog().getByText("A password is stored; it is never shown.").waitFor();
    await field("Odigo URL including tenant ID").fill(`${webService}2`);
    await dialog().getByText("The URL has changed: enter the password again.").waitFor();
    await field("Odigo URL including tenant ID").fill(webService);
    await dialog().getByText("A password is stored; it is never shown.").waitFor();
  });

  test("are no longer imported once the box is not ticked, and the password is forgotten", async () => {
    await box().uncheck();
    await dialog().getByText("The stored password will be forgotten").waitFor();
    await saves();
    await admin.page.getByText("Detailed break agent statuses are not imported.").waitFor();
  });
});
