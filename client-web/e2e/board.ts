import type { Locator, Page } from "playwright-core";
import type { Words } from "./words.ts";

/** The Real-Time Adherence board on a screen. */
export class Board {
  readonly page: Page;
  readonly #words: Pick<Words, "live">;

  constructor(page: Page, words: Pick<Words, "live">) {
    this.page = page;
    this.#words = words;
  }

  /** Waits until the board is current. */
  async isLive(): Promise<void> {
    await this.page.getByRole("status").getByText(this.#words.live, { exact: true }).waitFor();
  }

  /** The row of a person. */
  row(name: string): Locator {
    return this.page.getByRole("grid").getByRole("row").filter({ hasText: name });
  }

  /** The people who are listed, from top to bottom. */
  async people(): Promise<string[]> {
    const cells = this.page.getByRole("grid").getByRole("gridcell");
    // In one go: a row may be gone by the time it is asked.
    const rows = await cells.evaluateAll((cells) =>
      cells
        .filter((cell) => cell.ariaColIndex === "1")
        .map((cell) => ({ name: cell.textContent, place: Number(cell.parentElement?.ariaRowIndex) })),
    );
    return rows.sort((one, other) => one.place - other.place).map(({ name }) => name);
  }

  async searches(text: string): Promise<void> {
    await this.page.getByRole("searchbox").fill(text);
  }

  /** Chooses the heading of a column. */
  async sortsBy(column: string): Promise<void> {
    await this.page.getByRole("columnheader", { name: column }).getByRole("button").click();
  }

  /** For how many seconds a person has done what they do. */
  async duration(name: string): Promise<number> {
    const texts = await this.row(name).getByRole("gridcell").allTextContents();
    const durations = texts.filter((text) => /^(\d+:)?\d{1,2}:\d\d$/.test(text));
    const parts = (durations.at(-1) ?? "").split(":").map(Number);
    return parts.reduce((seconds, part) => seconds * 60 + part, 0);
  }
}
