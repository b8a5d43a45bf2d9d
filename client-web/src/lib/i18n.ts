import { i18n, type Messages } from "@lingui/core";

/** The languages of the product, by the name their speakers give them. */
export const LANGUAGES = {
  en: "English",
  es: "Español",
  nl: "Nederlands",
  de: "Deutsch",
  fr: "Français",
} as const;

/** One of the languages of the product. */
export type Language = keyof typeof LANGUAGES;

const STORAGE_KEY = "kadans.language";

const catalogs: Record<Language, () => Promise<{ messages: Messages }>> = {
  en: () => import("../locales/en/messages.po"),
  es: () => import("../locales/es/messages.po"),
  nl: () => import("../locales/nl/messages.po"),
  de: () => import("../locales/de/messages.po"),
  fr: () => import("../locales/fr/messages.po"),
};

function isLanguage(value: string | null | undefined): value is Language {
  return value != null && Object.hasOwn(LANGUAGES, value);
}

/** The language somebody chose before, else the browser's first that the product has, else English. */
export function detectLanguage(remembered: string | null, preferred: readonly string[]): Language {
  if (isLanguage(remembered)) return remembered;
  const languages = preferred.map((tag) => tag.toLowerCase().split("-")[0]);
  return languages.find(isLanguage) ?? "en";
}

/** What this browser remembers, if it lets us keep anything at all. */
export function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** Loads a language's catalog and switches to it. */
export async function activateLanguage(language: Language): Promise<void> {
  const { messages } = await catalogs[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}

/** Switches to a language that somebody chose, and remembers it. */
export async function chooseLanguage(language: Language): Promise<void> {
  await activateLanguage(language);
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // Without storage the choice holds until the page is closed.
  }
}

/** The region-aware tag for dates and numbers: the browser's own variant of the language if it has one. */
export function formatLocale(language: string, preferred: readonly string[] = navigator.languages): string {
  return preferred.find((tag) => tag.toLowerCase().split("-")[0] === language) ?? language;
}
