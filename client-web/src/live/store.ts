import type { WatchAdherenceResponse } from "../gen/kadans/v1/adherence_service_pb";
import type { BoardPerson, BoardSummary } from "../gen/kadans/v1/board_pb";
import { Flag } from "./columns";
import { GROUP_SEPARATOR, Rows } from "./rows";
import { RowStatus, rowStatus } from "./status";
import { toMs } from "./time";

/**
 * The picture that the events of a watch draw. It holds only the latest of each person, whoever asks reads it
 * when it suits them, and nobody is called per change.
 */
export class BoardStore {
  readonly rows = new Rows();
  /** The newest counts from the server; undefined before the first. */
  summary: BoardSummary | undefined;
  /** Whether a whole picture was ever received. */
  complete = false;
  #stream = 0;

  /** A stream begins: until it is complete, what is there stays on the screen. */
  begin(): void {
    this.#stream++;
  }

  /** Applies one event of the watch. */
  apply({ event }: WatchAdherenceResponse): void {
    switch (event.case) {
      case "snapshot":
      case "changes":
        for (const person of event.value.people) this.#put(person);
        break;
      case "snapshotComplete":
        this.#finish(event.value.resumed, event.value.employeeIds);
        break;
      case "removed":
        for (const id of event.value.employeeIds) this.#drop(id);
        break;
      case "summary":
        this.summary = event.value;
        break;
    }
  }

  /**
   * Of a stream that resumed, exactly the persons listed remain; else those the snapshot brought. Only now do
   * the others go, so that a reconnect never blanks the board.
   */
  #finish(resumed: boolean, employeeIds: readonly string[]): void {
    const { rows } = this;
    const listed = new Set(employeeIds);
    for (const slot of rows.live()) {
      const stays = resumed ? listed.has(rows.ids[slot] ?? "") : rows.columns.stream[slot] === this.#stream;
      if (!stays) rows.remove(slot);
    }
    this.complete = true;
  }

  #drop(employeeId: string): void {
    const slot = this.rows.slot(employeeId);
    if (slot !== undefined) this.rows.remove(slot);
  }

  #put(person: BoardPerson): void {
    const { rows } = this;
    const known = rows.slot(person.employeeId);
    const slot = known ?? rows.add(person.employeeId, person.name);
    const { columns: c } = rows;
    const isNew = known === undefined;
    const wasHidden = !isNew && c.status[slot] === RowStatus.Hidden;

    const noticed = [
      write(c.status, slot, rowStatus(person.status, person.deviationType)),
      write(c.actual, slot, rows.activities.number(person.actual?.activityId ?? "")),
      write(c.external, slot, rows.texts.number(person.actual?.status ?? "")),
      write(c.detail, slot, rows.texts.number(person.actual?.detail ?? "")),
      write(c.scheduled, slot, rows.activities.number(person.scheduledActivityId)),
      write(c.flags, slot, (person.severe ? Flag.Severe : 0) | (person.actual?.unmapped ? Flag.Unmapped : 0)),
    ].includes(true);
    const quiet = [
      write(c.deviation, slot, person.deviationType),
      write(c.impact, slot, person.impact),
      write(c.unit, slot, rows.units.number(person.planningUnitId)),
      write(c.groups, slot, rows.groups.number(person.groupIds.join(GROUP_SEPARATOR))),
      write(c.actualSince, slot, toMs(person.actualSinceTime)),
      write(c.scheduledStart, slot, toMs(person.scheduledStartTime)),
      write(c.scheduledEnd, slot, toMs(person.scheduledEndTime)),
      write(c.deviationSince, slot, toMs(person.deviationSinceTime)),
    ].includes(true);
    const renamed = !isNew && rows.names[slot] !== person.name;
    if (renamed) rows.rename(slot, person.name);

    c.stream[slot] = this.#stream;
    if (!(isNew || noticed || quiet || renamed)) return;
    rows.version++;
    c.changed[slot] = rows.version;
    if (noticed && !isNew) c.noticed[slot] = rows.version;
    if (wasHidden && c.status[slot] !== RowStatus.Hidden) rows.unhide();
  }
}

/** Writes an element; tells whether that changed it. */
function write(column: Uint8Array | Uint32Array | Float64Array, slot: number, value: number): boolean {
  if (Object.is(column[slot], value)) return false;
  column[slot] = value;
  return true;
}
