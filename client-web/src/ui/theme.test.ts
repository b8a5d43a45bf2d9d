import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from "@mantine/core";
import { expect, it } from "vitest";
import { theme } from "./theme";

/** Entries of `ours` that Mantine's own style sheet does not already have. */
function changed(ours: Record<string, string>, theirs: Record<string, string>) {
  return Object.fromEntries(Object.entries(ours).filter(([name, value]) => theirs[name] !== value));
}

it("the compiled CSS variables are those of the theme", async () => {
  const ours = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const theirs = defaultCssVariablesResolver(DEFAULT_THEME);
  const css = convertCssVariables(
    {
      variables: changed(ours.variables, theirs.variables),
      light: changed(ours.light, theirs.light),
      dark: changed(ours.dark, theirs.dark),
    },
    ":root",
  );
  const text = css.replace(/([{;}])(?=.)/g, "$1\n").replace(/\n+/g, "\n");
  await expect(`/* Compiled from theme.ts, see there. */\n${text}\n`).toMatchFileSnapshot("./theme-variables.css");
});
