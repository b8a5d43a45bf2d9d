import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** What an integration receives, and the record of changes: for administrators, with many texts no other visit needs. */
const feed = ["audit", "notifications", "notification-format", "quarantine", "replay", "integrations/retention"].map(
  (room) => `src/features/${room}`,
);
const never = ["src/gen/**", "**/*.test.*"];

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "es", "nl", "de", "fr"],
  catalogs: [
    {
      path: "src/locales/{locale}/messages",
      include: ["src"],
      exclude: [...never, ...feed.map((folder) => `${folder}/**`)],
    },
    { path: "src/locales/{locale}/feed", include: feed, exclude: never },
  ],
  // Line numbers would change catalogs with every edit.
  format: formatter({ lineNumbers: false }),
});
