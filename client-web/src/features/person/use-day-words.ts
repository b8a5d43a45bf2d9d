import { useLingui } from "@lingui/react/macro";
import { useMemo } from "react";
import { formatLocale } from "../../lib/i18n";
import type { StatusTone } from "../../ui/status";

/** The words for each status. */
export function useToneWords(): Record<StatusTone, string> {
  const { t } = useLingui();
  return useMemo(
    () => ({
      in: t`In adherence`,
      buffered: t`In buffer time`,
      "not-present": t`Not present`,
      "wrong-activity": t`Wrong activity`,
      "not-scheduled": t`Not scheduled`,
      excused: t`Excused`,
      unknown: t`Unknown`,
      hidden: t`Neither scheduled nor working`,
    }),
    [t],
  );
}

/** Writes instants and days of a zone as the language does. */
export function useZoneFormat(zone: string) {
  const { i18n } = useLingui();
  return useMemo(() => {
    const locale = formatLocale(i18n.locale);
    const two = "2-digit";
    const minutes = new Intl.DateTimeFormat(locale, { hour: two, minute: two, timeZone: zone });
    const seconds = new Intl.DateTimeFormat(locale, { hour: two, minute: two, second: two, timeZone: zone });
    const long = { weekday: "long", day: "numeric", month: "long", year: "numeric" } as const;
    const days = new Intl.DateTimeFormat(locale, { ...long, timeZone: "UTC" });
    return {
      /** Hours and minutes. */
      minute: (ms: number) => minutes.format(ms),
      /** To the second. */
      second: (ms: number) => seconds.format(ms),
      /** A local day given as `yyyy-mm-dd`, with its weekday. */
      day: (day: string) => days.format(new Date(`${day}T00:00:00Z`)),
    };
  }, [i18n.locale, zone]);
}

/** Writes a stretch of time with its units: `3h 5m`, below an hour `5m 12s`. */
export function useSpanFormat(): (seconds: bigint) => string {
  const { i18n } = useLingui();
  return useMemo(() => {
    const locale = formatLocale(i18n.locale);
    const format = (unit: "hour" | "minute" | "second") =>
      new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "narrow" });
    const [hours, minutes, rest] = [format("hour"), format("minute"), format("second")];
    return (seconds) => {
      const total = Number(seconds);
      const [hour, minute, second] = [Math.floor(total / 3_600), Math.floor(total / 60) % 60, total % 60];
      if (hour > 0) return `${hours.format(hour)} ${minutes.format(minute)}`;
      return minute > 0 ? `${minutes.format(minute)} ${rest.format(second)}` : rest.format(second);
    };
  }, [i18n.locale]);
}
