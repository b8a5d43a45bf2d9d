import type { StatusTone } from "../../ui/status";
import { type Stretch, shownLength } from "./day";

/** Deviations shorter than this are short. */
export const SHORT_MS = 2 * 60_000;

/** Short deviations that follow one another within this are shown as one group. */
export const NEAR_MS = 5 * 60_000;

/** The tones of a deviation, the gravest first. */
const GRAVITY: readonly StatusTone[] = ["not-present", "wrong-activity", "not-scheduled", "buffered"];

/** A deviation from its begin to its end, or several short ones in a row. */
export interface Deviation {
  start: number;
  end: number;
  /** The gravest of its stretches. */
  tone: StatusTone;
  severe: boolean;
  /** How many deviations it stands for. */
  count: number;
  /** How long these lasted together as clocks show it, in ms. */
  length: number;
  /** The last of them. */
  last: Stretch;
}

/** Whether a stretch deviates from the schedule, within the buffer time or beyond it. */
export function deviates({ tone }: Pick<Stretch, "tone">): boolean {
  return GRAVITY.includes(tone);
}

/** The deviations of a day, by begin; short ones in a row as one. */
export function deviationsOf(stretches: readonly Stretch[]): Deviation[] {
  const found: Deviation[] = [];
  for (const stretch of stretches.filter(deviates)) {
    const before = found.at(-1);
    if (before !== undefined && before.end === stretch.start)
      found[found.length - 1] = joined(before, single(stretch), 0);
    else found.push(single(stretch));
  }
  return grouped(found);
}

function grouped(deviations: readonly Deviation[]): Deviation[] {
  const groups: Deviation[] = [];
  let wasShort = false;
  for (const deviation of deviations) {
    const before = groups.at(-1);
    const isShort = deviation.length < SHORT_MS;
    if (before !== undefined && wasShort && isShort && deviation.start - before.end < NEAR_MS) {
      groups[groups.length - 1] = joined(before, deviation, deviation.count);
    } else {
      groups.push(deviation);
    }
    wasShort = isShort;
  }
  return groups;
}

function single(stretch: Stretch): Deviation {
  const { start, end, tone, severe } = stretch;
  return { start, end, tone, severe, count: 1, length: shownLength(stretch), last: stretch };
}

/** @param more how many deviations the second adds; 0 if it goes on with the first */
function joined(one: Deviation, other: Deviation, more: number): Deviation {
  return {
    start: one.start,
    end: other.end,
    tone: GRAVITY.find((tone) => tone === one.tone || tone === other.tone) ?? one.tone,
    severe: one.severe || other.severe,
    count: one.count + more,
    length: one.length + other.length,
    last: other.last,
  };
}
