// `buf curl`, which learns the services from the server's reflection.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Code } from "@connectrpc/connect";
import { codeFromString } from "@connectrpc/connect/protocol-connect";
import { Failure } from "./journey.mjs";

/** The programs, by name. */
export const programs = (url, buf) => ({
  "buf curl grpc": over(url, buf, ["--protocol", "grpc", "--http2-prior-knowledge"]),
  "buf curl grpcweb": over(url, buf, ["--protocol", "grpcweb", "--http2-prior-knowledge"]),
});

/** The server speaks gRPC and gRPC-web. A client of Connect's own protocol has to be told so, by HTTP's 415. */
export async function isToldThatConnectIsNotSpoken(url, buf) {
  // Reflection is gRPC, so the services come from their files.
  const schema = fileURLToPath(new URL("../../proto", import.meta.url));
  const program = over(url, buf, ["--protocol", "connect", "--schema", schema]);
  await assert.rejects(program.call("kadans.v1.SessionService/GetSession", {}), /415/);
}

function over(url, buf, protocol) {
  const args = (method, request, token) => {
    const header = token ? ["--header", `Authorization: Bearer ${token}`] : [];
    return ["curl", ...protocol, ...header, "--data", JSON.stringify(request), `${url}/${method}`];
  };
  return {
    call: (method, request, token) =>
      new Promise((resolve, reject) => {
        execFile(buf, args(method, request, token), (error, out, said) => {
          if (error) reject(failure(said));
          else resolve(JSON.parse(out));
        });
      }),
    async *watch(method, request, token, signal) {
      const child = spawn(buf, args(method, request, token), { stdio: ["ignore", "pipe", "pipe"] });
      signal.addEventListener("abort", () => child.kill());
      let said = "";
      child.stderr.on("data", (text) => {
        said += text;
      });
      const closed = new Promise((resolve) => child.once("close", resolve));
      yield* documents(createInterface({ input: child.stdout }));
      if ((await closed) !== 0) throw failure(said);
    },
  };
}

/** JSON documents that come one after the other, each over several lines or on one. */
async function* documents(lines) {
  let text = "";
  for await (const line of lines) {
    text += line;
    try {
      const document = JSON.parse(text);
      text = "";
      yield document;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
}

/** What it says of a call that failed. */
function failure(said) {
  const start = said.indexOf("{");
  if (start < 0) return new Error(said);
  const { code, message, details = [] } = JSON.parse(said.slice(start));
  const bytes = details.map(({ type, value }) => ({ type, value: Buffer.from(value, "base64") }));
  return new Failure(codeFromString(code) ?? Code.Unknown, message, bytes);
}
