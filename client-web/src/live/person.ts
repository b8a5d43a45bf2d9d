import { create } from "@bufbuild/protobuf";
import { type BoardPerson, BoardPersonSchema } from "../gen/kadans/v1/board_pb";
import { Flag } from "./columns";
import { GROUP_SEPARATOR, type Rows } from "./rows";
import { adherenceStatus, type RowStatus } from "./status";
import { fromMs } from "./time";

/** The person of a slot as the server would send them. */
export function boardPerson(rows: Rows, slot: number): BoardPerson {
  const { columns: c } = rows;
  const at = (column: Uint8Array | Uint32Array) => column[slot] ?? 0;
  const time = (column: Float64Array) => fromMs(column[slot] ?? Number.NaN);
  return create(BoardPersonSchema, {
    employeeId: rows.ids[slot] ?? "",
    name: rows.names[slot] ?? "",
    planningUnitId: rows.units.string(at(c.unit)),
    groupIds: rows.groups.string(at(c.groups)).split(GROUP_SEPARATOR).filter(Boolean),
    actual: {
      activityId: rows.activities.string(at(c.actual)),
      status: rows.texts.string(at(c.external)),
      detail: rows.texts.string(at(c.detail)),
      unmapped: (at(c.flags) & Flag.Unmapped) !== 0,
    },
    actualSinceTime: time(c.actualSince),
    scheduledActivityId: rows.activities.string(at(c.scheduled)),
    scheduledStartTime: time(c.scheduledStart),
    scheduledEndTime: time(c.scheduledEnd),
    status: adherenceStatus(at(c.status) as RowStatus),
    deviationType: at(c.deviation),
    severe: (at(c.flags) & Flag.Severe) !== 0,
    deviationSinceTime: time(c.deviationSince),
    impact: at(c.impact),
  });
}
