import { Flag } from "../../../live/columns";
import type { Rows } from "../../../live/rows";
import type { RowStatus } from "../../../live/status";
import type { Lexicon } from "../../../live/view/lexicon";
import { type ClockFormat, formatDuration } from "./format";
import { STATUS_ICONS, STATUS_SLUGS } from "./icons";
import type { RowElement } from "./row-element";

/** Everything beside the rows that their looks depend on; a new object means that all is written anew. */
export interface RowLooks {
  lexicon: Lexicon;
  clock: ClockFormat;
  /** `#rrggbb` of an activity; empty if it has none. */
  color(activityId: string): string;
  /** IANA zone of a planning unit; empty if it is not known. */
  zone(unitId: string): string;
  /** Whether rows name their zone, because there are several. */
  showZones: boolean;
  /** "until 14:30". */
  until(time: string): string;
}

/** Writes what a slot holds into a row, but for what ticks. */
export function writeRow(row: RowElement, rows: Rows, slot: number, looks: RowLooks): void {
  const { columns: c } = rows;
  const { lexicon } = looks;
  const { words } = lexicon;
  const status = c.status[slot] as RowStatus;
  const flags = c.flags[slot] ?? 0;
  const actualId = rows.activities.string(c.actual[slot] ?? 0);
  const scheduledId = rows.activities.string(c.scheduled[slot] ?? 0);
  const unitId = rows.units.string(c.unit[slot] ?? 0);
  const zone = looks.zone(unitId);
  const end = c.scheduledEnd[slot] ?? Number.NaN;

  row.name.set(rows.names[slot] ?? "");
  row.setLink(`/people/${rows.ids[slot] ?? ""}`);
  row.actual.setColor(looks.color(actualId));
  row.actual.name.set(words.activity(actualId));
  row.actual.detail.set(externalText(rows, slot));
  row.actual.setTag(flags & Flag.Unmapped ? words.unmapped : "");
  row.setStatus(STATUS_SLUGS[status], STATUS_ICONS[status]);
  row.status.set(words.status[status]);
  row.setSevere(flags & Flag.Severe ? words.severe : "");
  row.scheduled.setColor(looks.color(scheduledId));
  row.scheduled.name.set(scheduledId === "" ? "–" : words.activity(scheduledId));
  row.scheduled.detail.set(Number.isNaN(end) ? "" : looks.until(looks.clock.time(end, zone)));
  row.unit.set(words.unit(unitId));
  row.zone.set(looks.showZones ? city(zone) : "");
}

/** Writes the durations of a slot as of `now` (Unix ms of the server's clock). */
export function writeDurations(row: RowElement, rows: Rows, slot: number, now: number): void {
  const { columns: c } = rows;
  row.out.set(formatDuration(now - (c.deviationSince[slot] ?? Number.NaN)));
  row.current.set(formatDuration(now - (c.actualSince[slot] ?? Number.NaN)));
}

/** The external status of a slot with its detail; empty if there is none. */
export function externalText(rows: Rows, slot: number): string {
  const status = rows.texts.string(rows.columns.external[slot] ?? 0);
  const detail = rows.texts.string(rows.columns.detail[slot] ?? 0);
  return status !== "" && detail !== "" ? `${status} · ${detail}` : status + detail;
}

/** The last part of a zone's name, which is where it is: `Europe/Madrid` is "Madrid". */
function city(zone: string): string {
  return zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
}
