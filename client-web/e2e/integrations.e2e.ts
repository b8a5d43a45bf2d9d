import { describe } from "vitest";
import { Admin } from "./admin.ts";
import { notify } from "./notify.ts";
import { BOSS } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

describe.sequential("an integration", () => {
  let admin: Admin;
  let url: string;

  test("says while its name is typed that it is taken, whatever the case", async ({ office, browser }) => {
    admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
    const { page } = admin;
    await page.goto("/integrations/new?vendor=odigo");
    await admin.signsIn(BOSS);
    await page.getByRole("textbox", { name: "Integration name" }).fill(" odigo MADRID ");
    await page.getByText("This is taken already. Choose another.").waitFor();
    await page.getByRole("textbox", { name: "Integration name" }).fill("Odigo Utrecht");
    await page.getByText("This is taken already. Choose another.").waitFor({ state: "detached" });
    await admin.presses(ENGLISH.saveIntegration);
    await page.getByRole("heading", { name: "Odigo Utrecht", level: 1 }).waitFor();
  });

  test("is renamed, but not to the name of another", async () => {
    const { page } = admin;
    await admin.presses("Edit");
    const dialog = page.getByRole("dialog", { name: "Edit integration" });
    await dialog.getByRole("textbox", { name: "Integration name" }).fill("odigo madrid");
    await dialog.getByText("This is taken already. Choose another.").waitFor();
    await dialog.getByRole("textbox", { name: "Integration name" }).fill("Odigo Amersfoort");
    await dialog.getByRole("button", { name: ENGLISH.saveIntegration }).click();
    await page.getByRole("heading", { name: "Odigo Amersfoort", level: 1 }).waitFor();
  });

  test("keeps raw text for as many days as are entered, if the server takes them", async () => {
    const { page } = admin;
    await page.getByText("7 days", { exact: true }).waitFor();
    await admin.presses("Edit");
    const dialog = page.getByRole("dialog", { name: "Edit integration" });
    const days = dialog.getByRole("textbox", { name: "Days that raw text is kept" });
    await expect.poll(() => days.inputValue()).toBe("7");
    await days.fill("91");
    await dialog.getByRole("button", { name: ENGLISH.saveIntegration }).click();
    await dialog.getByText("Enter from 0.042 days, which is an hour, to 90.").waitFor();
    await days.fill("1.5");
    await dialog.getByRole("button", { name: ENGLISH.saveIntegration }).click();
    await page.getByText("36 hours", { exact: true }).waitFor();
  });

  test("leads from the list to what has to be done before anything arrives", async () => {
    const { page } = admin;
    url = await admin.copiesANotificationUrl();
    await page.goto("/integrations");
    await admin.row("Odigo Amersfoort").getByRole("link", { name: "To the set-up" }).click();
    await page.getByRole("heading", { name: "Set-up" }).waitFor();
    await expect.poll(() => new URL(page.url()).hash).toBe("#set-up");
  });

  test("is not overwritten by who did not see what somebody else changed", async () => {
    const { page } = admin;
    const other = new Admin(await page.context().newPage(), ENGLISH);
    await other.page.goto(page.url());
    await admin.presses("Edit");
    const dialog = page.getByRole("dialog", { name: "Edit integration" });
    await dialog.getByRole("textbox", { name: "Integration name" }).fill("Odigo Zeist");
    await other.presses("Edit");
    await other.page.getByRole("textbox", { name: "Integration name" }).fill("Odigo Breda");
    await other.presses(ENGLISH.saveIntegration);
    await other.page.getByRole("heading", { name: "Odigo Breda", level: 1 }).waitFor();
    await other.page.close();
    await dialog.getByRole("button", { name: ENGLISH.saveIntegration }).click();
    await dialog.getByText(/Somebody else changed this in the meantime/).waitFor();
    await dialog.getByRole("button", { name: "Reload" }).click();
    await expect.poll(() => dialog.getByRole("textbox", { name: "Integration name" }).inputValue()).toBe("Odigo Breda");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  });

  test("is suspended and resumed", async () => {
    const { page } = admin;
    await admin.presses("Suspend importing");
    await page.getByRole("dialog").getByRole("button", { name: "Suspend importing" }).click();
    await page.getByText("Import suspended").waitFor();
    await admin.presses("Resume importing");
    await page.getByRole("button", { name: "Suspend importing" }).waitFor();
  });

  test("is deleted once that is really meant; its URL is refused from then on", async ({ expectedTroubles }) => {
    // The page asks for the integration until it is left.
    expectedTroubles.push(/404|not.found/i);
    const { page } = admin;
    await notify(url, { agent: "nobody", status: "AVAILABLE" });
    await admin.presses("Delete integration");
    const dialog = page.getByRole("dialog", { name: "Delete “Odigo Breda”?" });
    await dialog.getByText(/URL tokens are revoked at once/).waitFor();
    await dialog.getByText(/What it imported is kept/).waitFor();
    await dialog.getByRole("button", { name: "Yes, really delete" }).click();
    await page.getByRole("heading", { name: ENGLISH.integrations, level: 1 }).waitFor();
    await page.getByText("Odigo Madrid").waitFor();
    await page.getByRole("link", { name: "Odigo Breda" }).first().waitFor({ state: "detached" });
    await expect(notify(url, { agent: "nobody", status: "PAUSE" })).rejects.toThrow();
  });
});
