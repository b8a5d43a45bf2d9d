// Fails if a text is missing from the catalogs, if one is left over, or if one is not translated into every language.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = new URL("../src/locales/", import.meta.url);
const catalogs = readdirSync(folder, { recursive: true })
  .filter((path) => path.endsWith(".po"))
  .map((path) => new URL(path, folder));
const before = catalogs.map((file) => readFileSync(file, "utf8"));

/** Runs Lingui and hands its exit code on if it is not zero. */
function lingui(...args) {
  const { status } = spawnSync("node_modules/.bin/lingui", args, { cwd: root, stdio: "inherit" });
  if (status !== 0) throw new Error(`lingui ${args[0]} failed`);
}

/** A catalog without the header's time stamps. */
const body = (text) => text.replace(/^"[\w-]+-Date:.*\n/gm, "");

lingui("extract", "--clean");
const stale = catalogs.filter((file, index) => body(readFileSync(file, "utf8")) !== body(before[index]));
catalogs.forEach((file, index) => {
  writeFileSync(file, before[index]);
});
if (stale.length > 0) {
  console.error('The catalogs are not current; run "npm run i18n:extract" and translate what is new.');
  process.exit(1);
}
// Vite compiles catalogs by itself; this is only for what is missing in them.
try {
  lingui("compile", "--strict");
} finally {
  for (const file of catalogs) rmSync(new URL(file.href.replace(/\.po$/, ".js")), { force: true });
}
