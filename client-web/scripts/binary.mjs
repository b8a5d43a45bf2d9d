// Finds the binary of a tool that comes as one npm package per platform.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Path of the first of `candidates` (relative to node_modules) that is installed here. */
export function binary(...candidates) {
  const paths = candidates.map((path) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url)));
  const found = paths.find((path) => existsSync(path));
  if (!found) throw new Error(`none of ${candidates.join(", ")} is installed; run "npm ci"`);
  return found;
}
