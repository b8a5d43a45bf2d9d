/** Numeric arrays of the same length, one element per slot: no object per person, nothing for the collector. */
function allocate(capacity: number) {
  return {
    /** `RowStatus`. */
    status: new Uint8Array(capacity),
    /** `DeviationType`. */
    deviation: new Uint8Array(capacity),
    /** `AdherenceImpact`. */
    impact: new Uint8Array(capacity),
    /** Bits of `Flag`. */
    flags: new Uint8Array(capacity),
    /** Interned planning unit id. */
    unit: new Uint32Array(capacity),
    /** Interned list of group ids; 0 if the person is in no group. */
    groups: new Uint32Array(capacity),
    /** Interned activity id; 0 if unknown. */
    actual: new Uint32Array(capacity),
    /** Interned activity id; 0 if nothing is scheduled. */
    scheduled: new Uint32Array(capacity),
    /** Interned external status. */
    external: new Uint32Array(capacity),
    /** Interned detail of the external status. */
    detail: new Uint32Array(capacity),
    /** Unix ms; NaN if unknown. */
    actualSince: new Float64Array(capacity),
    /** Unix ms; NaN if none. */
    scheduledStart: new Float64Array(capacity),
    /** Unix ms; NaN if none. */
    scheduledEnd: new Float64Array(capacity),
    /** Unix ms; NaN if there is no deviation. */
    deviationSince: new Float64Array(capacity),
    /** Version of the store at the last change of anything in the row; 0 if the slot is free. */
    changed: new Uint32Array(capacity),
    /** Version of the store at the last change that a reader would notice; 0 if there was none. */
    noticed: new Uint32Array(capacity),
    /** The stream that last mentioned the row. */
    stream: new Uint32Array(capacity),
  };
}

/** The columns of a board. */
export type Columns = ReturnType<typeof allocate>;

/** Marks of a row. */
export const Flag = {
  /** The deviation has lasted for the severe threshold. */
  Severe: 1,
  /** The external status is unmapped. */
  Unmapped: 2,
} as const;

/** Columns with room for `capacity` slots, filled from `from` as far as it goes. */
export function columns(capacity: number, from?: Columns): Columns {
  const fresh = allocate(capacity);
  if (from !== undefined) {
    for (const key of Object.keys(fresh) as (keyof Columns)[]) fresh[key].set(from[key]);
  }
  return fresh;
}
