import { create } from "@bufbuild/protobuf";
import { t } from "@lingui/core/macro";
import {
  type FieldFormat,
  LetterCase,
  type NotificationFormat,
  NotificationFormatSchema,
} from "../../gen/kadans/v1/notification_format_pb";

/** The fields of a format by their names in a request, in the order of the page. */
export const FIELD_KEYS = ["agent", "status", "detail", "time", "eventId"] as const;
export type FieldKey = (typeof FIELD_KEYS)[number];

/** Fields without which there is no state. */
const REQUIRED: readonly FieldKey[] = ["agent", "status"];
const MAX_LENGTH = 200;
const MAX_ENTRIES = 200;

/** A value and what it is replaced by; nothing means absent. */
export interface Replacement {
  from: string;
  to: string;
}

/** What stands in the form about one field. */
export interface FieldValues {
  names: string[];
  values: Replacement[];
  letterCase: LetterCase;
}

/** What stands in the form. */
export type FormatValues = Record<FieldKey, FieldValues> & {
  loggedOutStatuses: string[];
  /** Empty for the integration's zone. */
  timeZone: string;
};

function fieldValuesOf(field: FieldFormat | undefined): FieldValues {
  return {
    names: [...(field?.names ?? [])],
    values: Object.entries(field?.values ?? {}).map(([from, to]) => ({ from, to })),
    letterCase: field?.letterCase || LetterCase.EXACT,
  };
}

/** The form for a format. */
export function valuesOf(format: NotificationFormat): FormatValues {
  const fields = FIELD_KEYS.map((key) => [key, fieldValuesOf(format[key])]);
  return {
    ...(Object.fromEntries(fields) as Record<FieldKey, FieldValues>),
    loggedOutStatuses: [...format.loggedOutStatuses],
    timeZone: format.timeZone,
  };
}

/** The format that the form says, without rows left empty; `etag` names the version it was made from. */
export function formatOf(values: FormatValues, etag: string): NotificationFormat {
  const fields = FIELD_KEYS.map((key) => {
    const { names, values: replacements, letterCase } = values[key];
    const filled = replacements.filter(({ from, to }) => from.trim() || to.trim());
    return [
      key,
      {
        names: names.map((name) => name.trim()).filter(Boolean),
        values: Object.fromEntries(filled.map(({ from, to }) => [from, to.trim()])),
        letterCase,
      },
    ];
  });
  const { loggedOutStatuses, timeZone } = values;
  return create(NotificationFormatSchema, { ...Object.fromEntries(fields), loggedOutStatuses, timeZone, etag });
}

/** What is wrong, by where it is: `agent.names`, `agent.names.2`, `agent.values`, `agent.values.0`. */
export type FormatErrors = Readonly<Record<string, string>>;

/** Everything that is wrong with what was typed, as far as the form can tell. */
export function checkFormat(values: FormatValues): FormatErrors {
  const errors: Record<string, string> = {};
  for (const key of FIELD_KEYS) {
    const { names, values: replacements } = values[key];
    const given = names.filter((name) => name.trim());
    if (given.length === 0 && REQUIRED.includes(key)) errors[`${key}.names`] = t`Add at least one name.`;
    if (given.length > MAX_ENTRIES) errors[`${key}.names`] = t`Use at most ${MAX_ENTRIES} names.`;
    const seen = new Set<string>();
    names.forEach((name, place) => {
      const wrong = name.trim() && nameError(name.trim(), seen);
      if (wrong) errors[`${key}.names.${place}`] = wrong;
    });
    const froms = new Set<string>();
    replacements.forEach(({ from, to }, place) => {
      const wrong = (from.trim() || to.trim()) && replacementError(from, to, froms);
      if (wrong) errors[`${key}.values.${place}`] = wrong;
    });
  }
  return errors;
}

function nameError(name: string, seen: Set<string>): string | undefined {
  const caseless = name.toLowerCase();
  if (seen.has(caseless)) return t`This name is listed twice; capitals make no difference.`;
  seen.add(caseless);
  if ([...name].length > MAX_LENGTH) return tooLong();
  const partless = name.includes(".") && name.split(".").some((part) => part === "");
  return partless ? t`Write a path as outer.inner.` : undefined;
}

function replacementError(from: string, to: string, seen: Set<string>): string | undefined {
  if (!from.trim()) return t`Enter the value to replace.`;
  if (seen.has(from)) return t`This value is listed twice.`;
  seen.add(from);
  return [...from].length > MAX_LENGTH || [...to].length > MAX_LENGTH ? tooLong() : undefined;
}

function tooLong(): string {
  const max = MAX_LENGTH;
  return t`Use at most ${max} characters.`;
}

/** Where in the form a path of the request is: `format.event_id.names[2]` → `eventId.names.2`; undefined if nowhere. */
export function placeOf(path: string): string | undefined {
  const inner = path.replace(/^format\./, "").replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const [, key = "", part, index] = /^(\w+)(?:\.(names|values))?(?:\[(\d+)\])?/.exec(inner) ?? [];
  if (key === "loggedOut" || key === "loggedOutStatuses") return "loggedOutStatuses";
  if (key === "zone" || key === "timeZone") return "timeZone";
  if (!FIELD_KEYS.some((known) => known === key)) return undefined;
  // The server sorts values, so that its index says nothing here.
  return part === "names" && index !== undefined ? `${key}.names.${index}` : `${key}.${part ?? "names"}`;
}
