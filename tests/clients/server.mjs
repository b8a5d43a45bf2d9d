// The real server on an empty database, and the operator's commands beside it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const BINARY = process.env.KADANS_BIN || resolve(import.meta.dirname, "../../target/debug/kadans");
/** Every port is the system's choice. */
const ANY_PORT = "127.0.0.1:0";

/** A `kadans serve` with a data directory of its own. */
export class Server {
  #dataDir;
  #process;
  /** Where it is. */
  url = "";

  static async start() {
    const server = new Server();
    server.#dataDir = await mkdtemp(join(tmpdir(), "kadans-clients-"));
    server.#process = server.#spawn(["serve"]);
    server.#process.stdin.end();
    const serving = / serving .*\baddress=(\S+)/;
    server.url = `http://${(await saying(server.#process, serving))[1]}`;
    return server;
  }

  /** Adds a person of the account that a new database begins with. */
  async addUser({ email, name, role, password }) {
    const person = ["--account", "Kadans", "--email", email, "--name", name, "--role", role];
    const command = this.#spawn(["user", "add", ...person, "--password-stdin"]);
    let said = "";
    command.stderr.on("data", (text) => {
      said += text;
    });
    command.stdin.end(`${password}\n`);
    const [code] = await once(command, "close");
    if (code !== 0) throw new Error(`kadans user add ended with ${code}: ${said}`);
  }

  /** Stops it, and throws its data away. */
  async stop() {
    const ended = this.#process.exitCode === null ? once(this.#process, "close") : undefined;
    this.#process.kill("SIGTERM");
    await ended;
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  #spawn(args) {
    const env = {
      PATH: process.env.PATH,
      KADANS_DATA_DIR: this.#dataDir,
      KADANS_LISTEN: ANY_PORT,
      KADANS_ADMIN_LISTEN: ANY_PORT,
    };
    return spawn(BINARY, args, { env, stdio: ["pipe", "ignore", "pipe"] });
  }
}

/** What a process says on its error output, as soon as it matches; fails if it ends before. */
function saying(child, pattern) {
  let text = "";
  return new Promise((resolve, reject) => {
    child.stderr.on("data", (chunk) => {
      text += chunk;
      const match = pattern.exec(text);
      if (match) resolve(match);
    });
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`the server ended with ${code}:\n${text}`)));
  });
}
