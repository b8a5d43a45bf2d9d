import type { Locator, Page } from "playwright-core";
import type { Words } from "./words.ts";

/** An administrator at the screen, who finds everything by its words. */
export class Admin {
  readonly page: Page;
  readonly #words: Words;

  constructor(page: Page, words: Words) {
    this.page = page;
    this.#words = words;
  }

  async takesUpTheInvitation(link: string, person: { name: string; email: string; password: string }): Promise<void> {
    const { page } = this;
    const words = this.#words;
    await page.goto(link);
    await page.getByRole("heading", { name: words.welcome }).waitFor();
    await this.fills(words.name, person.name);
    await this.fills(words.email, person.email);
    await this.fills(words.password, person.password);
    await this.fills(words.repeatPassword, person.password);
    await this.presses(words.start);
    await page.getByRole("heading", { name: words.integrations, level: 1 }).waitFor();
  }

  async signsIn({ email, password }: { email: string; password: string }): Promise<void> {
    await this.fills(this.#words.email, email);
    await this.fills(this.#words.password, password);
    await this.presses(this.#words.signIn);
  }

  async signsOut(name: string): Promise<void> {
    await this.presses(name);
    await this.page.getByRole("menuitem", { name: this.#words.signOut }).click();
    await this.page.getByRole("heading", { name: this.#words.signIn }).waitFor();
  }

  /** Follows an entry of the menu. */
  async goesTo(entry: string): Promise<void> {
    await this.page.getByRole("navigation").getByRole("link", { name: entry, exact: true }).click();
    await this.page.getByRole("heading", { name: entry, level: 1 }).waitFor();
  }

  async opensTab(name: string): Promise<void> {
    await this.page.getByRole("tab", { name }).click();
  }

  async addsAnIntegration(vendor: string, name: string): Promise<void> {
    const words = this.#words;
    await this.goesTo(words.integrations);
    await this.page.getByRole("link", { name: words.addIntegration }).click();
    const tile = this.page.getByRole("listitem").filter({ has: this.page.getByRole("heading", { name: vendor }) });
    await tile.getByRole("link", { name: words.addIntegration }).click();
    await this.fills(words.integrationName, name);
    await this.presses(words.saveIntegration);
    await this.page.getByRole("heading", { name, level: 1 }).waitFor();
  }

  /** Generates a URL token and copies the notification URL, which is all there will ever be of it. */
  async copiesANotificationUrl(): Promise<string> {
    const { page } = this;
    const words = this.#words;
    await this.presses(words.generate);
    const dialog = page.getByRole("dialog", { name: words.notificationUrl });
    await dialog.getByRole("button", { name: words.copy }).click();
    await dialog.getByText(words.copied).waitFor();
    await dialog.getByLabel(words.stored).check();
    await dialog.getByRole("button", { name: words.close }).click();
    await dialog.waitFor({ state: "detached" });
    return page.evaluate(() => navigator.clipboard.readText());
  }

  async createsAPlanningUnit(name: string): Promise<void> {
    await this.#fillsTheDialog(this.#words.createPlanningUnit, () => this.fills(this.#words.name, name));
  }

  async createsAnEmployee(name: string): Promise<void> {
    await this.#fillsTheDialog(this.#words.createEmployee, () => this.fills(this.#words.name, name));
  }

  async createsAnActivity(name: string, type: string): Promise<void> {
    await this.#fillsTheDialog(this.#words.createActivity, async () => {
      await this.fills(this.#words.name, name);
      await this.chooses(this.page.getByRole("combobox", { name: this.#words.activityType }), type);
    });
  }

  async assigns(user: string, employee: string): Promise<void> {
    const list = this.page.getByRole("combobox", { name: this.#words.employeeFor(user), exact: true });
    const row = this.page.getByRole("row").filter({ has: list });
    await this.chooses(list, employee);
    await row.getByRole("button", { name: this.#words.assign }).click();
    await row.getByText(this.#words.assigned, { exact: true }).waitFor();
  }

  async maps(status: string, activity: string): Promise<void> {
    const list = this.page.getByRole("combobox", { name: this.#words.activityFor(status), exact: true });
    const row = this.page.getByRole("row").filter({ has: list });
    await this.chooses(list, activity);
    await row.getByRole("button", { name: this.#words.map }).click();
    await row.getByRole("button", { name: this.#words.remap }).waitFor();
  }

  /** The row of a table that says this. */
  row(text: string): Locator {
    return this.page.getByRole("row").filter({ hasText: text });
  }

  async chooses(list: Locator, option: string): Promise<void> {
    await list.click();
    await this.page.getByRole("option", { name: option }).click();
  }

  async fills(label: string, text: string): Promise<void> {
    await this.page.getByRole("textbox", { name: label, exact: true }).fill(text);
  }

  async presses(button: string): Promise<void> {
    await this.page.getByRole("button", { name: button, exact: true }).click();
  }

  async #fillsTheDialog(name: string, fill: () => Promise<void>): Promise<void> {
    // An empty list offers the same once more, as the next step.
    await this.page.getByRole("button", { name, exact: true }).first().click();
    const dialog = this.page.getByRole("dialog", { name });
    await dialog.waitFor();
    await fill();
    await dialog.getByRole("button", { name, exact: true }).click();
    await dialog.waitFor({ state: "detached" });
  }
}
