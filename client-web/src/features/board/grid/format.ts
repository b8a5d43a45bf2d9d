/** A stretch of time as `m:ss` or `h:mm:ss`; empty if it has no begin. */
export function formatDuration(ms: number): string {
  if (Number.isNaN(ms)) return "";
  const total = Math.max(0, Math.floor(ms / 1_000));
  const hours = Math.floor(total / 3_600);
  const minutes = Math.floor(total / 60) % 60;
  const seconds = twoDigits(total % 60);
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${seconds}` : `${minutes}:${seconds}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** Writes instants as hours and minutes of a zone, the way the language does. */
export class ClockFormat {
  readonly #locale: string;
  readonly #formats = new Map<string, Intl.DateTimeFormat>();

  constructor(locale: string) {
    this.#locale = locale;
  }

  /** @param ms Unix ms; @param zone IANA name; empty for the browser's own */
  time(ms: number, zone: string): string {
    let format = this.#formats.get(zone);
    if (format === undefined) {
      const timeZone = zone === "" ? undefined : zone;
      format = new Intl.DateTimeFormat(this.#locale, { hour: "2-digit", minute: "2-digit", timeZone });
      this.#formats.set(zone, format);
    }
    return format.format(ms);
  }
}
