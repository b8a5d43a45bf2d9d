import { describe } from "vitest";
import { Admin } from "./admin.ts";
import { Board } from "./board.ts";
import { BOSS } from "./office.ts";
import { expect, test } from "./test.ts";
import { ENGLISH } from "./words.ts";

const MINUTES = 15;

describe.sequential("what Odigo sends in names of its own", () => {
  let admin: Admin;
  let board: Board;

  test("changes nobody's state, and is set aside with the reason", async ({ office, browser }) => {
    await office.hearsInSpanish("cgil", "PAUSE", MINUTES);
    await office.hearsInSpanish("dvisser", "PAUSE", MINUTES);
    admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
    const { page } = admin;
    await page.goto("/integrations");
    await admin.signsIn(BOSS);
    await admin.row("2 set aside on arrival").getByRole("link", { name: "Set aside now" }).click();
    await page.getByRole("heading", { name: "2 notifications are set aside now" }).waitFor();
    await page.getByText(/^Neither an agent nor a status was found/).waitFor();

    board = new Board(await page.context().newPage(), ENGLISH);
    await board.page.goto("/board");
    await board.isLive();
    await board.row("Carla Gil").getByText("AVAILABLE").waitFor();
  });

  test("is shown word for word, at an address that keeps the filter", async () => {
    const { page } = admin;
    await page.getByRole("link", { name: "2 notifications: No notification in it" }).click();
    await page.getByRole("heading", { name: "Notifications", level: 1 }).waitFor();
    await page.getByRole("row").filter({ hasText: "agente=cgil" }).getByRole("link").click();
    const dialog = page.getByRole("dialog", { name: "Notification" });
    await dialog
      .getByRole("region", { name: "Body" })
      .getByText(/agente=cgil&estado=PAUSE/)
      .waitFor();
    await dialog.getByText("application/x-www-form-urlencoded").waitFor();
    await page.reload();
    await dialog
      .getByRole("region", { name: "Body" })
      .getByText(/agente=cgil/)
      .waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "detached" });
    await expect.poll(() => new URL(page.url()).search).toBe("?reason=no_notification");
  });

  test("has a format proposed, which a dry run finds to read it", async () => {
    const { page } = admin;
    await page.getByRole("link", { name: "Format", exact: true }).click();
    await admin.presses("Propose from what was captured");
    await page.getByRole("list", { name: "Places that may hold Agent" }).getByText("agente", { exact: true }).waitFor();
    await admin.presses("Take over the whole proposal");
    const name = (field: string) => page.getByRole("textbox", { name: `${field}: name 1`, exact: true });
    await expect.poll(() => name("Agent").inputValue()).toBe("agente");
    await expect.poll(() => name("Status").inputValue()).toBe("estado");
    await expect.poll(() => name("Time").inputValue()).toBe("hora");
    await admin.presses("Try it on the last 200");
    await page.getByText("2 become readable").waitFor();
    await page.getByText("0 become unreadable").waitFor();
  });

  test("is read once the format is saved and what is set aside is replayed", async () => {
    const { page } = admin;
    await admin.presses("Save changes");
    await page.getByRole("link", { name: "Replay what was set aside" }).click();
    await page.getByRole("heading", { name: "2 notifications are set aside now" }).waitFor();
    await admin.presses("Replay all");
    await page.getByText("2 notifications are readable now.").waitFor();
    await page.getByText("2 states were added.").waitFor();
    await page.getByText(/^The past changed for .*Carla Gil/).waitFor();
    await page.getByText("Nothing is set aside").waitFor();
  });

  test("shows on the board since when it was so", async () => {
    await board.row("Carla Gil").getByText("PAUSE").waitFor();
    await expect.poll(() => board.duration("Carla Gil")).toBeGreaterThanOrEqual(MINUTES * 60);
    await board.row("Daan Visser").getByText("PAUSE").waitFor();
  });

  test("stays as it is when it is read once more", async () => {
    const { page } = admin;
    await admin.presses("See what would change");
    await page.getByText("Nothing would change").waitFor();
  });
});

test("who saves a format second is told so, and keeps what they typed until they choose", async ({
  office,
  browser,
}) => {
  const path = `/integrations/${office.integrationId}/format`;
  const first = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  await first.page.goto(path);
  await first.signsIn(BOSS);
  const detail = ({ page }: Admin) => page.getByRole("textbox", { name: "Detail: name 1", exact: true });
  await detail(first).waitFor();
  const second = new Admin(await first.page.context().newPage(), ENGLISH);
  await second.page.goto(path);
  await detail(second).fill("second");
  await detail(first).fill("first");
  await first.presses("Save changes");
  await first.page.getByText(/^What came in before was not read anew/).waitFor();
  await second.presses("Save changes");
  await second.page.getByText("Somebody else saved another format in the meantime").waitFor();
  await expect.poll(() => detail(second).inputValue()).toBe("second");
  await second.presses("Load theirs");
  await expect.poll(() => detail(second).inputValue()).toBe("first");
});

test("a format that is not saved is not lost by a click on the menu", async ({ office, browser }) => {
  const admin = new Admin(await browser.visit(office.kadans.url), ENGLISH);
  await admin.page.goto(`/integrations/${office.integrationId}/format`);
  await admin.signsIn(BOSS);
  const name = admin.page.getByRole("textbox", { name: "Event id: name 1" });
  await name.fill("suceso");
  await admin.page.getByRole("link", { name: ENGLISH.employees }).click();
  await admin.presses("Keep editing");
  await expect.poll(() => name.inputValue()).toBe("suceso");
});
