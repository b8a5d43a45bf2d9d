// The example in Python, by the commands of the README: it watches, and goes on after the server was killed.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { notify } from "./office.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Longer than anything should take, on a machine that does much else. */
const LONG_MS = 60_000;

export async function example(server, python, notificationUrl, check) {
  const stubs = mkdtempSync(join(tmpdir(), "kadans-stubs-"));
  const services = readdirSync(join(ROOT, "proto/kadans/v1")).map((file) => `proto/kadans/v1/${file}`);
  const outputs = [`--python_out=${stubs}`, `--grpc_python_out=${stubs}`];
  execFileSync(python, ["-m", "grpc_tools.protoc", "-I", "proto", ...outputs, ...services], { cwd: ROOT });
  const start = (token) => {
    const env = { ...process.env, PYTHONPATH: stubs, KADANS_TOKEN: token };
    return spawn(python, ["docs/examples/watch.py", server.url], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "pipe", "ignore"],
    });
  };
  try {
    await check("watches, and goes on after the server was killed", async () => {
      const child = start(await server.mintToken());
      const late = setTimeout(() => child.kill(), LONG_MS);
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      await until(lines, /^began anew: 1 people/);
      await notify(notificationUrl, "SAID_TO_THE_EXAMPLE");
      await until(lines, /^Zoé Quirrel: ADHERENCE_STATUS_/);
      await server.restart();
      await until(lines, /^went on: 1 people/);
      await notify(notificationUrl, "SAID_AFTER_THE_RESTART");
      await until(lines, /^Zoé Quirrel: ADHERENCE_STATUS_/);
      clearTimeout(late);
      child.kill();
    });
    await check("stops when its token does not hold", async () => {
      const [code] = await once(start("garbage"), "close");
      assert.equal(code, 1);
    });
  } finally {
    rmSync(stubs, { recursive: true });
  }
}

/** Reads on up to a line that matches. */
async function until(lines, pattern) {
  for (;;) {
    const { value, done } = await lines.next();
    if (done) throw new Error(`the example ended before it said ${pattern}`);
    if (pattern.test(value)) return;
  }
}
