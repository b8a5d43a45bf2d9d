import { useEffect, useState } from "react";
import type { AdherenceImpact } from "../../gen/kadans/v1/adherence_pb";
import { Flag } from "../../live/columns";
import type { RowStatus } from "../../live/status";
import type { BoardEngine } from "./engine";
import { formatDuration } from "./grid/format";
import { externalText } from "./grid/row-writer";
import { useFigure } from "./use-engine";

/** What is known of one person, in the reader's words; what is not known is empty. */
export interface PersonDetails {
  name: string;
  status: RowStatus;
  statusWord: string;
  severeWord: string;
  unmappedWord: string;
  impact: AdherenceImpact;
  actual: string;
  external: string;
  scheduled: string;
  unit: string;
  zone: string;
  /** Hours and minutes in the planning unit's zone. */
  actualSince: string;
  /** "14:00 – 14:30". */
  scheduledTime: string;
  out: string;
  current: string;
}

/**
 * The details of a person, read anew every second; null if they are not on the board, undefined as long as that is not
 * known because the board is loading.
 */
export function usePersonDetails(engine: BoardEngine, employeeId: string): PersonDetails | null | undefined {
  // Not before all of the picture is here does somebody's absence mean anything.
  const complete = useFigure(engine, (figures) => figures?.complete ?? false);
  const [found, setFound] = useState<{ employeeId: string; details: PersonDetails | null | undefined }>();
  useEffect(() => {
    if (employeeId === "") return;
    const read = () => {
      const details = readDetails(engine, employeeId) ?? (complete ? null : undefined);
      setFound({ employeeId, details });
    };
    read();
    const timer = setInterval(read, 1_000);
    return () => clearInterval(timer);
  }, [engine, employeeId, complete]);
  // While the panel closes, it goes on to show whom it showed.
  const isFound = employeeId === "" || found?.employeeId === employeeId;
  return isFound ? found?.details : undefined;
}

function readDetails(engine: BoardEngine, employeeId: string): PersonDetails | undefined {
  const { rows, now } = engine.present();
  const slot = rows.slot(employeeId);
  if (slot === undefined) return undefined;
  const { columns: c } = rows;
  const { clock, lexicon, zone: zoneOf } = engine.looks;
  const { words } = lexicon;
  const status = c.status[slot] as RowStatus;
  const flags = c.flags[slot] ?? 0;
  const unitId = rows.units.string(c.unit[slot] ?? 0);
  const zone = zoneOf(unitId);
  const since = (column: Float64Array) => column[slot] ?? Number.NaN;
  const time = (column: Float64Array) => (Number.isNaN(since(column)) ? "" : clock.time(since(column), zone));
  const scheduledId = rows.activities.string(c.scheduled[slot] ?? 0);
  return {
    name: rows.names[slot] ?? "",
    status,
    statusWord: words.status[status],
    severeWord: flags & Flag.Severe ? words.severe : "",
    unmappedWord: flags & Flag.Unmapped ? words.unmapped : "",
    impact: c.impact[slot] ?? 0,
    actual: words.activity(rows.activities.string(c.actual[slot] ?? 0)),
    external: externalText(rows, slot),
    scheduled: scheduledId === "" ? "" : words.activity(scheduledId),
    unit: words.unit(unitId),
    zone,
    actualSince: time(c.actualSince),
    scheduledTime: [time(c.scheduledStart), time(c.scheduledEnd)].filter(Boolean).join(" – "),
    out: formatDuration(now - since(c.deviationSince)),
    current: formatDuration(now - since(c.actualSince)),
  };
}
