import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { linguiMacro } from "./vite/lingui-macro.ts";

const server = process.env.KADANS_DEV_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [linguiMacro(), react(), lingui()],
  build: {
    target: "es2022",
    // Browsers that know light-dark() by themselves: its polyfill does not see the colour scheme chosen in the page.
    cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"],
    sourcemap: false,
    // Everything is a file of its own, so that a strict content security policy holds.
    assetsInlineLimit: 0,
    manifest: true,
  },
  server: { proxy: { "/kadans.v1": server } },
  preview: { proxy: { "/kadans.v1": server } },
  test: { environment: "happy-dom", setupFiles: ["src/testing/setup.ts"], css: false, testTimeout: 30_000 },
});
