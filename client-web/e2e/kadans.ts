import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const BINARY = process.env.KADANS_BIN || resolve(import.meta.dirname, "../../target/debug/kadans");

/** The name of the account that a new database begins with. */
export const ACCOUNT = "Kadans";

/** The real server, with a data directory of its own that outlives a kill. */
export class Kadans {
  readonly url: string;
  /** Where the first admin gets in, as the first start says it. */
  firstAdminLink = "";
  readonly #dataDir: string;
  #process: ChildProcess | undefined;
  readonly #simulators: ChildProcess[] = [];

  private constructor(port: number, dataDir: string) {
    this.url = `http://127.0.0.1:${port}`;
    this.#dataDir = dataDir;
  }

  /** Starts a server with an empty database. */
  static async onAnEmptyDatabase(): Promise<Kadans> {
    const kadans = new Kadans(await freePort(), await mkdtemp(join(tmpdir(), "kadans-e2e-")));
    kadans.firstAdminLink = await kadans.#serve(/\S+\/welcome#\S+(?=\n)/);
    return kadans;
  }

  /** Starts on the data there is; resolves when it serves. */
  async start(): Promise<void> {
    await this.#serve(/Kadans is at \S+/);
  }

  /** Kills it as a power cut would: no signal it could react to. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Stops it and what plays against it, and throws its data away. */
  async discard(): Promise<void> {
    for (const simulator of this.#simulators.splice(0)) await end(simulator, "SIGTERM");
    await this.#end("SIGTERM");
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** Adds a person with a password, as an operator does beside the running server. */
  async addUser(person: {
    email: string;
    name: string;
    role: string;
    password: string;
    planningUnits?: string[];
  }): Promise<void> {
    const { email, name, role, password, planningUnits = [] } = person;
    const args = ["user", "add", "--account", ACCOUNT, "--email", email, "--name", name, "--role", role];
    const command = this.#spawn([
      ...args,
      ...planningUnits.flatMap((unit) => ["--planning-unit", unit]),
      "--password-stdin",
    ]);
    const said = listenTo(command);
    command.stdin?.end(`${password}\n`);
    const [code] = await once(command, "close");
    if (code !== 0) throw new Error(`kadans user add ended with ${code}:\n${said.text()}`);
  }

  /**
   * Plays a contact centre against a notification URL, whose notifications do not tell the types of breaks. Its web
   * service does; resolves with the web service's URL.
   */
  async simulate(url: string, { username, password }: { username: string; password: string }): Promise<string> {
    const address = `127.0.0.1:${await freePort()}`;
    const centre = ["--url", url, "--agents", "100", "--speed", "100", "--plain-breaks"];
    const service = ["--web-service", address, "--web-service-user", username, "--web-service-password", password];
    const simulator = this.#spawn(["simulate", ...centre, ...service]);
    const said = listenTo(simulator);
    this.#simulators.push(simulator);
    simulator.once("close", (code) => code && console.error(`kadans simulate ended with ${code}:\n${said.text()}`));
    return `http://${address}/simulator`;
  }

  /** Starts serving; resolves with the part of its greeting that matches. */
  #serve(greeting: RegExp): Promise<string> {
    this.#process = this.#spawn(["serve"]);
    return listenTo(this.#process).until(greeting);
  }

  #spawn(args: string[]): ChildProcess {
    const env = {
      ...process.env,
      KADANS_DATA_DIR: this.#dataDir,
      KADANS_LISTEN: new URL(this.url).host,
      KADANS_ADMIN_LISTEN: "127.0.0.1:0",
      KADANS_LOG: "warn",
      // The simulator's web service is on this machine.
      KADANS_ALLOW_LOCAL_WEB_SERVICE: "true",
    };
    return spawn(BINARY, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server) await end(server, signal);
  }
}

/** Ends a process that may have ended already. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "close");
  child.kill(signal);
  await ended;
}

/** Keeps what a process says. */
function listenTo(child: ChildProcess) {
  let text = "";
  const listeners = new Set<() => void>();
  const note = (chunk: Buffer) => {
    text += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout?.on("data", note);
  child.stderr?.on("data", note);
  return {
    text: () => text,
    /** Resolves with what matches as soon as it was said; fails if the process ends before. */
    until: (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const check = () => {
          const match = pattern.exec(text);
          if (!match) return;
          listeners.delete(check);
          resolve(match[0]);
        };
        listeners.add(check);
        child.once("error", reject);
        child.once("close", (code) => reject(new Error(`the server ended with ${code}:\n${text}`)));
        check();
      }),
  };
}

/** A port that nobody uses now. The server keeps it over a restart, so the system can't choose it each time. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("the probe has no port");
  return address.port;
}
