// Starts the real server and lets programs that nobody here wrote use it; one line for each thing they can do.
//
// KADANS_BIN, BUF and PYTHON say where the programs are that this one starts.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import * as buf from "./buf.mjs";
import * as connect from "./connect.mjs";
import { example } from "./example.mjs";
import * as grpcWeb from "./grpc_web.mjs";
import { journey } from "./journey.mjs";
import { ADMIN, AGENT, open, TAKEN } from "./office.mjs";
import { Server } from "./server.mjs";

const { BUF, PYTHON } = process.env;
let passed = 0;
const failed = [];

const report = (name, what, error) => {
  console.log(`${error ? "FAILED" : "ok    "} ${name}: ${what}`);
  if (error) failed.push(`${name}: ${what}\n${error.stack ?? error}`);
  else passed += 1;
};
const checksOf = (name) => (what, work) =>
  work().then(
    () => report(name, what),
    (error) => report(name, what, error),
  );

const server = await Server.start();
try {
  await server.addUser(ADMIN);
  const notificationUrl = await open(server.url);
  const programs = {
    ...buf.programs(server.url, BUF),
    ...connect.programs(server.url),
    ...grpcWeb.programs(server.url),
  };
  for (const [name, program] of Object.entries(programs)) {
    await journey(program, name, notificationUrl, checksOf(name));
  }
  const connects = () => buf.isToldThatConnectIsNotSpoken(server.url, BUF);
  await checksOf("buf curl connect")("is told that Connect's own protocol is not spoken", connects);
  await python(notificationUrl);
  await example(server, PYTHON, notificationUrl, checksOf("docs/examples/watch.py"));
} finally {
  await server.stop();
}
for (const failure of failed) console.error(`\n${failure}`);
console.log(`${passed} passed, ${failed.length} failed`);
// Sessions that a client keeps open must not keep this program.
process.exit(failed.length === 0 ? 0 : 1);

/** The checks in Python report their own lines. */
async function python(notificationUrl) {
  const office = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, AGENT, TAKEN };
  const env = { ...process.env, ...office, KADANS_URL: server.url, NOTIFICATION_URL: notificationUrl };
  const script = new URL("grpcio/journey.py", import.meta.url).pathname;
  const child = spawn(PYTHON, [script], { env, stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { what, error } = JSON.parse(line);
    report("grpcio", what, error);
  }
  if (child.exitCode === null) await once(child, "close");
  if (child.exitCode !== 0) report("grpcio", "runs to its end", new Error(`it ended with ${child.exitCode}`));
}
