import { wallClock } from "../lib/zoned";
import type { TimeView } from "./view";

const MINUTE = 60_000;

/** Distances between ticks, in minutes: all of them divide a day. */
const STEPS = [1, 5, 15, 30, 60, 120, 180, 360, 720];

/** Labels closer than this run into one another, in px. */
const ROOM_PX = 64;

/** The instants that an axis names: full steps of the zone's clocks, also on a day when these change. */
export function ticks(view: TimeView, width: number, zone: string): number[] {
  const perMinute = (width * MINUTE) / (view.end - view.start);
  const step = STEPS.find((minutes) => minutes * perMinute >= ROOM_PX) ?? 1440;
  // Zones differ from UTC by whole quarters of an hour.
  const probe = Math.min(step, 15) * MINUTE;
  const found: number[] = [];
  for (let at = Math.ceil(view.start / probe) * probe; at <= view.end; at += probe) {
    const { hour, minute } = wallClock(at, zone);
    if ((hour * 60 + minute) % step === 0) found.push(at);
  }
  return found;
}
