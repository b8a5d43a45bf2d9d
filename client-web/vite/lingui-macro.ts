import { transformAsync } from "@babel/core";
import type { Plugin } from "vite";

/** Expands Lingui's macros; the React plugin has no Babel step that could do it. */
export function linguiMacro(): Plugin {
  return {
    name: "lingui-macro",
    enforce: "pre",
    async transform(code, id) {
      if (!/\.tsx?$/.test(id) || !/@lingui\/(react|core)\/macro/.test(code)) return;
      const result = await transformAsync(code, {
        filename: id,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ["typescript", "jsx"] },
        plugins: ["@lingui/babel-plugin-lingui-macro"],
      });
      return result?.code ? { code: result.code, map: result.map } : undefined;
    },
  };
}
