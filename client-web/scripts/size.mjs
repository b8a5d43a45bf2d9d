// Weighs the built client as a browser loads it, gzipped: what every visit needs, and what each page adds to that.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const KIB = 1024;
const INITIAL_LIMIT = 230 * KIB;
const ROUTE_LIMIT = 40 * KIB;

const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/** Files that loading the chunk `key` loads at once: itself, its style sheets and what it imports statically. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const { file, css = [], imports = [] } = manifest[key];
  return [file, ...css, ...imports.flatMap((next) => closure(next, seen))];
}

/** Chunks that `key` and what it imports statically load later. */
function dynamicImports(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const { dynamicImports: own = [], imports = [] } = manifest[key];
  return [...own, ...imports.flatMap((next) => dynamicImports(next, seen))];
}

const weight = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
const sum = (files) => [...new Set(files)].reduce((total, file) => total + weight(file), 0);
const kib = (bytes) => `${(bytes / KIB).toFixed(1)} KiB`;

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
if (!entry) throw new Error(`no entry in ${fileURLToPath(dist)}`);

// The catalog of one language is part of every visit, and so is the frame around every page.
const shell = "src/ui/shell/Shell.tsx";
const dynamic = dynamicImports(entry);
const catalogs = dynamic.filter((key) => key.endsWith(".po"));
const heaviest = catalogs.reduce((one, other) => (sum(closure(one)) >= sum(closure(other)) ? one : other));
const initial = [...closure(entry), ...closure(shell), ...closure(heaviest)];

let failed = sum(initial) > INITIAL_LIMIT;
console.log(`initial: ${kib(sum(initial))} of ${kib(INITIAL_LIMIT)}${failed ? "  TOO MUCH" : ""}`);
for (const key of dynamic.filter((key) => key.startsWith("src/features/"))) {
  const { file, css = [] } = manifest[key];
  const own = sum([file, ...css]);
  const added = sum(closure(key).filter((file) => !initial.includes(file)));
  const tooMuch = own > ROUTE_LIMIT;
  failed ||= tooMuch;
  console.log(
    `${key}: ${kib(own)} of ${kib(ROUTE_LIMIT)}${tooMuch ? "  TOO MUCH" : ""}, with shared parts ${kib(added)}`,
  );
}
process.exit(failed ? 1 : 0);
