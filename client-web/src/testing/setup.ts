import { i18n } from "@lingui/core";
import { afterEach } from "vitest";

// Without a catalog the texts are those of the source.
i18n.loadAndActivate({ locale: "en", messages: {} });

afterEach(() => localStorage.clear());
