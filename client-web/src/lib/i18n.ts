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

/** Texts of pages that few visits lead to; each is loaded with the first of its pages. */
const roomCatalogs = {
  feed: {
    en: () => import("../locales/en/feed.po"),
    es: () => import("../locales/es/feed.po"),
    nl: () => import("../locales/nl/feed.po"),
    de: () => import("../locales/de/feed.po"),
    fr: () => import("../locales/fr/feed.po"),
  },
} as const satisfies Record<string, Record<Language, () => Promise<{ messages: Messages }>>>;

/** Pages with a catalog of their own. */
export type Room = keyof typeof roomCatalogs;

const rooms = new Set<Room>();

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

/** Loads a language's catalogs and switches to it. */
export async function activateLanguage(language: Language): Promise<void> {
  const parts = [catalogs[language], ...Array.from(rooms, (room) => roomCatalogs[room][language])];
  const loaded = await Promise.all(parts.map((load) => load()));
  i18n.loadAndActivate({ locale: language, messages: Object.assign({}, ...loaded.map(({ messages }) => messages)) });
  document.documentElement.lang = language;
}

/** A page together with its room's texts in the present language; in later ones they come along. */
export async function withTexts<Page>(room: Room, page: Promise<Page>): Promise<Page> {
  rooms.add(room);
  const language = isLanguage(i18n.locale) ? i18n.locale : "en";
  const [loaded, { messages }] = await Promise.all([page, roomCatalogs[room][language]()]);
  i18n.load(language, messages);
  return loaded;
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
