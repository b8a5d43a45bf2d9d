import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import { afterEach, describe, expect, it } from "vitest";
import { activateLanguage, chooseLanguage, detectLanguage, formatLocale, rememberedLanguage, withTexts } from "./i18n";

afterEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

describe("the language of the page", () => {
  it("is the one that somebody chose before", () => {
    expect(detectLanguage("nl", ["es-ES"])).toBe("nl");
  });

  it("is else the first of the browser's that the product has", () => {
    expect(detectLanguage(null, ["pt-BR", "es-419", "en"])).toBe("es");
  });

  it("is else English", () => {
    expect(detectLanguage("tlh", ["ja", "zh-Hans"])).toBe("en");
  });

  it("is remembered once chosen", async () => {
    await chooseLanguage("es");
    expect(rememberedLanguage()).toBe("es");
    expect(document.documentElement.lang).toBe("es");
    expect(i18n.locale).toBe("es");
  });

  it("writes dates as the browser's own variant of it does", () => {
    expect(formatLocale("en", ["nl-NL", "en-GB"])).toBe("en-GB");
    expect(formatLocale("de", ["nl-NL"])).toBe("de");
  });
});

it("a page of a room with texts of its own has them in this language and in those chosen later", async () => {
  const words = () => t`Replay all`;
  await activateLanguage("es");
  expect(await withTexts("feed", Promise.resolve("the page"))).toBe("the page");
  expect(words()).toBe("Volver a leer todas");
  await activateLanguage("nl");
  expect(words()).toBe("Alles opnieuw inlezen");
});
