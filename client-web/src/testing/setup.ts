import { i18n } from "@lingui/core";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// Without a catalog the texts are those of the source.
i18n.loadAndActivate({ locale: "en", messages: {} });

// What is still rendered would be drawn once more when the page is gone already. Hooks run in the reverse order: what a
// test file does after each test comes first.
afterEach(() => {
  cleanup();
  localStorage.clear();
});
