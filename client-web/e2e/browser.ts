import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type BrowserContextOptions, type Browser as Chromium, chromium, type Page } from "playwright-core";

/** Where a condition is waited for, at most this long. */
const PATIENCE_MS = 20_000;

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** A browser whose visitors report everything that a user would never see but a developer should. */
export class Browser {
  readonly #chromium: Chromium;
  readonly #troubles: string[] = [];

  private constructor(launched: Chromium) {
    this.#chromium = launched;
  }

  /** Launches the Chromium on the path. */
  static async launch(): Promise<Browser> {
    // Beside the tests there is no sandbox to be had as root, nor a GPU.
    const args = [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ];
    return new Browser(await chromium.launch({ executablePath: chromiumPath(), args }));
  }

  /** A visitor with cookies and storage of their own. */
  async visit(baseURL: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.#chromium.newContext({
      baseURL,
      locale: "en-GB",
      viewport: { width: 1440, height: 900 },
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    await context.addInitScript(() =>
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        console.error(`refused by the content security policy: ${effectiveDirective} ${blockedURI}`),
      ),
    );
    context.on("weberror", (error) => this.#troubles.push(String(error.error())));
    context.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") this.#troubles.push(message.text());
    });
    return context.newPage();
  }

  /** Errors of pages, complaints on their consoles and breaches of the content security policy since last asked. */
  takeTroubles(): string[] {
    return this.#troubles.splice(0);
  }

  /** Closes it, with all its visitors. */
  close(): Promise<void> {
    return this.#chromium.close();
  }
}

function chromiumPath(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = candidates.find(isExecutable);
  if (!found) throw new Error(`no Chromium on the PATH; it would be called ${NAMES.join(" or ")}`);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
