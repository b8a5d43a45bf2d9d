// Runs Biome with the given arguments.
import { spawnSync } from "node:child_process";
import { binary } from "./binary.mjs";

const biome = binary("@biomejs/cli-linux-x64/biome", "@biomejs/cli-linux-arm64/biome");
process.exit(spawnSync(biome, process.argv.slice(2), { stdio: "inherit" }).status ?? 1);
