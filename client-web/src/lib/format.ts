import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import { formatLocale } from "./i18n";

const SIZES: readonly [string, number][] = [
  ["gigabyte", 1024 ** 3],
  ["megabyte", 1024 ** 2],
  ["kilobyte", 1024],
];

const STEPS: readonly ["day" | "hour" | "minute" | "second", number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** Units of a difference of clocks, in ms, beside seconds. */
const OFFSETS: readonly ["hour" | "minute", number][] = [
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** Writes dates, numbers and durations as `locale` does. */
export function formatter(locale: string) {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const number = new Intl.NumberFormat(locale);
  return {
    /** Day and minute in `zone`, which is named: `21 Nov 2026, 14:05 CET`. */
    instant(date: Date, zone: string): string {
      return new Intl.DateTimeFormat(locale, {
        day: "numeric",
        month: "short",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
        timeZone: zone,
        timeZoneName: "short",
      }).format(date);
    },
    /** Day and second in `zone`, for tables that name the zone themselves: `21 Nov 2026, 14:05:09`. */
    moment(date: Date, zone: string): string {
      return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone: zone }).format(date);
    },
    /** A day of the calendar, from `yyyy-mm-dd`: `21 Nov 2026`. */
    day(day: string): string {
      return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(
        new Date(`${day}T00:00Z`),
      );
    },
    /** The instant to the second, with the zone's whole name. */
    exactInstant(date: Date, zone: string): string {
      const text = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium", timeZone: zone }).format(
        date,
      );
      return `${text} (${zone})`;
    },
    /** How long ago or from now, in the largest unit that fits; `now` within two seconds of the present. */
    relative(date: Date, now: number): string {
      const seconds = Math.round((date.getTime() - now) / 1000);
      const size = Math.abs(seconds);
      if (size < 2) return relative.format(0, "second");
      const [unit, length] = STEPS.find(([, length]) => size >= length) ?? ["second", 1];
      return relative.format(Math.trunc(seconds / length), unit);
    },
    /** Hour and minute in `zone`: `14:05`. */
    clock(date: Date, zone: string): string {
      return new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: zone }).format(date);
    },
    /** By how much two clocks differ, in a unit that suits it: `-1.4 sec`, `12 min`. */
    offset(ms: number): string {
      const [unit, length] = OFFSETS.find(([, length]) => Math.abs(ms) >= 2 * length) ?? ["second", 1_000];
      // Added to 0, what rounds to nothing has no sign.
      const value = 0 + Math.round((10 * ms) / length) / 10;
      return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(value);
    },
    /** Several names of which one is enough: `A or B`. */
    alternatives(names: string[]): string {
      return new Intl.ListFormat(locale, { type: "disjunction" }).format(names);
    },
    /** Several names that all hold: `A, B and C`. */
    enumeration(names: string[]): string {
      return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
    },
    /** A whole number with the language's separators. */
    count(value: number): string {
      return number.format(value);
    },
    /** An amount of data, in the largest unit that fits: `1.5 MB`. */
    bytes(count: number): string {
      const [unit, size] = SIZES.find(([, size]) => count >= size) ?? ["byte", 1];
      const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(locale, options).format(count / size);
    },
    /** A length of time, in the largest unit that it is a whole number of: `7 days`, `36 hours`. */
    span(seconds: number): string {
      const [unit, length] = STEPS.find(([, length]) => seconds >= length && seconds % length === 0) ?? ["second", 1];
      return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(seconds / length);
    },
  };
}

/** The formatter for the language of the page. */
export function useFormat() {
  const { i18n } = useLingui();
  return useMemo(() => formatter(formatLocale(i18n.locale)), [i18n.locale]);
}
