import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith("gen"))
  .map((path) => readFileSync(join("src", path), "utf8"));

/** Names imported from the component kit, in any file. */
const components = new Set(
  files
    .flatMap((text) => [...text.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)])
    .flatMap(([, names]) => (names ?? "").split(",").map((name) => name.trim())),
);

it("every component in use brings its style sheet", () => {
  const imported = (name: string) => files.some((text) => text.includes(`@mantine/core/styles/${name}.css`));
  const hasSheet = (name: string) => existsSync(`node_modules/@mantine/core/styles/${name}.css`);
  const bare = [...components].filter((name) => /^[A-Z]/.test(name) && hasSheet(name) && !imported(name));
  expect(bare).toEqual([]);
});
