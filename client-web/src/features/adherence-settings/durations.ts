/** The units in which people think of durations, in seconds. */
export const UNITS = { hours: 3_600, minutes: 60, seconds: 1 } as const;
export type Unit = keyof typeof UNITS;

/** What stands in the fields of a duration, a field per unit. */
export type DurationParts = Partial<Record<Unit, string>>;

/** Takes a duration apart, the larger units first; a remainder that the units can't express gets a field of its own. */
export function partsOf(seconds: number, units: readonly Unit[]): DurationParts {
  const parts: DurationParts = {};
  let rest = seconds;
  for (const unit of units) {
    const count = Math.floor(rest / UNITS[unit]);
    parts[unit] = String(count);
    rest -= count * UNITS[unit];
  }
  if (rest === 0) return parts;
  return partsOf(seconds, units.includes("minutes") ? [...units, "seconds"] : [...units, "minutes"]);
}

/** The duration in seconds; an empty field counts as 0, NaN if all are empty or one holds no whole number. */
export function secondsOf(parts: DurationParts): number {
  const filled = Object.entries(parts).filter(([, text]) => text.trim() !== "") as [Unit, string][];
  if (filled.length === 0) return Number.NaN;
  return filled.reduce(
    (sum, [unit, text]) => sum + (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN) * UNITS[unit],
    0,
  );
}
