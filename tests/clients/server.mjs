// The real server on an empty database, and the operator's commands beside it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";

const BINARY = process.env.KADANS_BIN || resolve(import.meta.dirname, "../../target/debug/kadans");

/** The account that a new database begins with. */
const ACCOUNT = "Kadans";

/** A `kadans serve` with a data directory of its own. */
export class Server {
  #dataDir;
  #process;
  #address;

  static async start() {
    const server = new Server();
    server.#dataDir = await mkdtemp(join(tmpdir(), "kadans-clients-"));
    // A restart has to find the port again, so the system can't choose it each time.
    server.#address = `127.0.0.1:${await freePort()}`;
    await server.#serve();
    return server;
  }

  /** Where it is. */
  get url() {
    return `http://${this.#address}`;
  }

  /** Kills it as a power cut would, and starts it again. */
  async restart() {
    await this.#end("SIGKILL");
    await this.#serve();
  }

  /** Adds a person of the account that a new database begins with. */
  async addUser({ email, name, role, password }) {
    const person = ["--email", email, "--name", name, "--role", role];
    await this.#run(["user", "add", "--account", ACCOUNT, ...person, "--password-stdin"], `${password}\n`);
  }

  /** Lets a program in; its token. */
  async mintToken() {
    const token = await this.#run(["token", "mint", "--account", ACCOUNT, "--role", "service"], "");
    return token.trim();
  }

  /** Stops it, and throws its data away. */
  async stop() {
    await this.#end("SIGTERM");
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  async #serve() {
    this.#process = this.#spawn(["serve"]);
    this.#process.stdin.end();
    this.#process.stdout.resume();
    await saying(this.#process, / serving /);
  }

  async #end(signal) {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, "close");
    this.#process.kill(signal);
    await ended;
  }

  /** Runs a command of the operator; what it prints. */
  async #run(args, input) {
    const command = this.#spawn(args);
    const [out, error] = [text(command.stdout), text(command.stderr)];
    command.stdin.end(input);
    const [code] = await once(command, "close");
    if (code !== 0) throw new Error(`kadans ${args.join(" ")} ended with ${code}: ${await error}`);
    return out;
  }

  #spawn(args) {
    const env = {
      PATH: process.env.PATH,
      KADANS_DATA_DIR: this.#dataDir,
      KADANS_LISTEN: this.#address,
      KADANS_ADMIN_LISTEN: "127.0.0.1:0",
    };
    return spawn(BINARY, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  }
}

/** Resolves as soon as what a process says on its error output matches; fails if it ends before. */
function saying(child, pattern) {
  let said = "";
  return new Promise((resolve, reject) => {
    child.stderr.on("data", (chunk) => {
      said += chunk;
      if (pattern.test(said)) resolve();
    });
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`the server ended with ${code}:\n${said}`)));
  });
}

/** A port that nobody uses now. */
async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
