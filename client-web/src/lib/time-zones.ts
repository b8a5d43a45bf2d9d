/** Offset of `zone` from UTC at `at`, e.g. `UTC+01:00`. */
export function zoneOffset(zone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" }).formatToParts(at);
  return (parts.find(({ type }) => type === "timeZoneName")?.value ?? "").replace("GMT", "UTC");
}

/** Every zone the browser knows, and `extra` ones it may not list under their old or new name. */
export function timeZones(...extra: string[]): string[] {
  const known = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), ...extra.filter(Boolean)]);
  return [...known].sort();
}

/** The zone of the clock that the browser shows. */
export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
