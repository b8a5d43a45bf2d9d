import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { activateLanguage, LANGUAGES, type Language, withTexts } from "../../lib/i18n";
import { useReasonText } from "./reason-texts";
import { FORMAT_REASONS, PUSH_REASONS, useReasonName } from "./reasons";

const wrapper = ({ children }: { children: ReactNode }) => <I18nProvider i18n={i18n}>{children}</I18nProvider>;

type Said = readonly [code: string, message: string];

/** What a hook gives at this moment; nothing stays rendered. */
function now<Value>(hook: () => Value): Value {
  const { result, unmount } = renderHook(hook, { wrapper });
  unmount();
  return result.current;
}

const text = (...[code, message]: Said) => now(useReasonText)({ code, message });
const name = (code: string) => now(useReasonName)(code);

/** What the server says, in its own words. */
const SAID: readonly Said[] = [
  ["unreadable", "the body cannot be read (it looks like none of these); Odigo should send a form"],
  ["unreadable", "the body cannot be read (expected value at line 1 column 5); Odigo should send a form"],
  ["unreadable", "the body cannot be read (the XML ends inside an element); Odigo should send a form"],
  ["unreadable", "the body cannot be read (the XML is not one element with nothing around it); Odigo should"],
  ["unreadable", "the body cannot be read (the multipart body is incomplete); Odigo should send a form"],
  ["unreadable", 'the body cannot be read (field "a" received with incomplete data); Odigo should send a form'],
  ["unreadable", "the body cannot be read (ill-formed document: expected `</a>`, but `</b>` was found); Odigo should"],
  ["unreadable", "the body cannot be read (the moon was in the way); Odigo should send a form, JSON, XML or lines"],
  ["malformed_json", "the body is not JSON: EOF while parsing a list at line 3 column 7"],
  ["bad_item", "agentIdentifier must be given"],
  ["bad_item", "agentIdentifier must be a text"],
  ["bad_item", "activityIdentifier must not be empty"],
  ["bad_item", "activityIdentifier must have at most 200 characters"],
  ["bad_item", "activityIdentifier must not contain control characters"],
  ["bad_item", "startTime must be an RFC 3339 time with its offset, such as 2026-03-02T08:00:00Z"],
  ["bad_item", "startTime leaves nothing beside shorter stretches of the same agent"],
  ["bad_item", "endTime must be later than startTime"],
  ["bad_item", "endTime must rhyme"],
  ["bad_item", "must be an object"],
];

beforeAll(() => withTexts("feed", Promise.resolve()));

afterEach(() => i18n.loadAndActivate({ locale: "en", messages: {} }));

describe("why something can’t be read", () => {
  it("is said of each kind of body, with the place where it breaks", () => {
    expect(SAID.slice(0, 9).map((reason) => text(...reason))).toEqual([
      "The body is none of what can be read. Have Odigo send a form, JSON, XML or lines of name=value.",
      "The JSON breaks at line 1, column 5. Have Odigo send it whole and well-formed.",
      "The XML ends inside an element. Have Odigo send it whole.",
      "The XML is not one element with nothing around it. Have Odigo send one element.",
      "The multipart body is incomplete or malformed. Have Odigo send it whole.",
      "The multipart body is incomplete or malformed. Have Odigo send it whole.",
      "The XML is not well-formed. Have Odigo send it well-formed.",
      "The body is broken. Have Odigo send a well-formed form, JSON, XML or lines of name=value.",
      "The body is not JSON: it breaks at line 3, column 7.",
    ]);
  });

  it("is said of an item by its field and the rule", () => {
    expect(text("bad_item", "startTime must be given")).toBe("startTime must be given.");
    expect(text("bad_item", "endTime must be later than startTime")).toBe("endTime must be later than startTime.");
    expect(text("bad_item", "endTime must rhyme")).toBe("endTime breaks a rule of the push API.");
  });

  it("is said in the server's words if the reason is new", () => {
    expect(text("eclipse", "the moon was in the way")).toBe("the moon was in the way");
    expect(name("eclipse")).toBe("eclipse");
    expect(name("constructor")).toBe("constructor");
  });

  it("has a name and a text for every code", () => {
    for (const code of [...FORMAT_REASONS, ...PUSH_REASONS]) {
      expect(name(code)).not.toBe(code);
      expect(text(code, "words of the server")).not.toMatch(/words of the server|^$/);
    }
  });

  it.each(Object.keys(LANGUAGES).filter((language) => language !== "en") as Language[])(
    "is wholly in the language of the page: %s",
    async (language) => {
      const said = [...SAID, ...[...FORMAT_REASONS, ...PUSH_REASONS].map((code): Said => [code, ""])];
      const english = said.map((reason) => text(...reason));
      await activateLanguage(language);
      said.forEach((reason, place) => {
        const words = text(...reason);
        expect(words).not.toBe(english[place]);
        expect(words).not.toMatch(/\b(looks like|cannot|must|with nothing|inside an|expected|Have)\b/);
      });
    },
  );
});
