/** An instant as the clocks of a zone show it. */
interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    const two = "2-digit";
    const date = { year: "numeric", month: two, day: two } as const;
    const time = { hour: two, minute: two, second: two, hourCycle: "h23" } as const;
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, calendar: "gregory", ...date, ...time });
    formats.set(zone, format);
  }
  return format;
}

/** What the clocks of a zone show at an instant (Unix ms). */
export function wallClock(ms: number, zone: string): WallClock {
  const parts = formatOf(zone).formatToParts(ms);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return {
    year: read("year"),
    month: read("month"),
    day: read("day"),
    hour: read("hour"),
    minute: read("minute"),
    second: read("second"),
  };
}

const pad = (value: number, length = 2) => String(value).padStart(length, "0");

/** The local day of an instant as `yyyy-mm-dd`. */
export function localDay(ms: number, zone: string): string {
  const { year, month, day } = wallClock(ms, zone);
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}`;
}

/** An instant as a field for day and time holds it: `yyyy-mm-ddThh:mm:ss`. */
export function localDateTime(ms: number, zone: string): string {
  const { hour, minute, second } = wallClock(ms, zone);
  return `${localDay(ms, zone)}T${pad(hour)}:${pad(minute)}:${pad(second)}`;
}

/**
 * The instant (Unix ms) of a local day and time, `yyyy-mm-ddThh:mm` with or without seconds; NaN if that is none. A time
 * that the clocks skip means as much later; of a time they show twice the first is meant.
 */
export function instantOf(local: string, zone: string): number {
  const asIfUtc = Date.parse(`${local}${local.length === 16 ? ":00" : ""}Z`);
  if (Number.isNaN(asIfUtc)) return Number.NaN;
  const candidates = [asIfUtc - 86_400_000, asIfUtc + 86_400_000]
    .map((near) => asIfUtc - offsetMs(near, zone))
    .sort((a, b) => a - b);
  const fitting = candidates.find((instant) => instant + offsetMs(instant, zone) === asIfUtc);
  return fitting ?? candidates.at(-1) ?? Number.NaN;
}

/** How far the clocks of a zone are ahead of UTC at an instant, in ms. */
function offsetMs(ms: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallClock(ms, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1_000) * 1_000;
}

/** The day so many days later, both as `yyyy-mm-dd`. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar as `yyyy-mm-dd`, from 1900 to 2999 as the server knows them. */
export function isDay(text: unknown): text is string {
  if (typeof text !== "string" || !/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The Monday of the week that a day is in. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}
