import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "es", "nl", "de", "fr"],
  catalogs: [{ path: "src/locales/{locale}/messages", include: ["src"], exclude: ["src/gen/**", "**/*.test.*"] }],
  // Line numbers would change catalogs with every edit.
  format: formatter({ lineNumbers: false }),
});
