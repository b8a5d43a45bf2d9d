// Generates src/gen from the Protobuf files; with --check only says whether src/gen is current.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { binary } from "./binary.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const buf = binary("@bufbuild/buf-linux-x64/bin/buf", "@bufbuild/buf-linux-aarch64/bin/buf");

/** Runs buf; `into` is put in front of the template's output folder. */
function generate(into) {
  execFileSync(buf, ["generate", "--output", into], { cwd: root, stdio: "inherit" });
}

/** Content of every file below `folder`, by path. */
function contents(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length), readFileSync(path, "utf8")];
    }),
  );
}

if (process.argv.includes("--check")) {
  const scratch = mkdtempSync(join(tmpdir(), "kadans-gen-"));
  try {
    generate(scratch);
    const fresh = contents(join(scratch, "src/gen"));
    const kept = contents(join(root, "src/gen"));
    const stale = [...new Set([...fresh.keys(), ...kept.keys()])].filter((path) => fresh.get(path) !== kept.get(path));
    if (stale.length > 0) {
      console.error(`src/gen is not current: ${stale.join(", ")}; run "npm run gen"`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
} else {
  generate(root);
}
