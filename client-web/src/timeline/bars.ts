import type { StatusTone } from "../ui/status";
import { type TimeView, toTime, toX } from "./view";

/** The rows of a timeline, from top to bottom. */
export const LANES = ["scheduled", "actual", "deviation"] as const;
export type Lane = (typeof LANES)[number];

/** A stretch of a lane that is drawn as one. */
export interface Bar {
  lane: Lane;
  /** Unix ms. */
  start: number;
  end: number;
  /** What is written on it. */
  label: string;
  /** `#rrggbb` of an activity; empty where the tone colours it. */
  color: string;
  /** The status it stands for, or how an actual activity without a colour looks. */
  tone: StatusTone;
  /** How many deviations it stands for; more than one in a group. */
  count: number;
}

/** Heights in px. */
export const LAYOUT = { axis: 24, lane: 34, gap: 10, bottom: 6 } as const;

/** Height of the whole drawing in px. */
export const HEIGHT = LAYOUT.axis + LANES.length * (LAYOUT.lane + LAYOUT.gap) + LAYOUT.bottom;

/** Narrower bars could not be hit, or even seen, in px. */
const LEAST_WIDTH = 2;

/** Where a bar is, in px; undefined if it is out of view. */
export function boxOf(
  { lane, start, end }: Pick<Bar, "lane" | "start" | "end">,
  view: TimeView,
  width: number,
): { x: number; y: number; width: number; height: number } | undefined {
  if (end <= view.start || start >= view.end) return undefined;
  const left = Math.max(0, toX(start, view, width));
  const right = Math.min(width, toX(end, view, width));
  return { x: left, y: laneTop(lane), width: Math.max(LEAST_WIDTH, right - left), height: LAYOUT.lane };
}

/** Upper edge of a lane in px. */
export function laneTop(lane: Lane): number {
  return LAYOUT.axis + LAYOUT.gap / 2 + LANES.indexOf(lane) * (LAYOUT.lane + LAYOUT.gap);
}

/** The bar at a place; of narrow ones the nearest within reach. */
export function hit(bars: readonly Bar[], x: number, y: number, view: TimeView, width: number): Bar | undefined {
  const lane = LANES.find((lane) => y >= laneTop(lane) && y < laneTop(lane) + LAYOUT.lane);
  if (lane === undefined) return undefined;
  const reach = toTime(3, view, width) - view.start;
  const at = toTime(x, view, width);
  const distance = ({ start, end }: Bar) => Math.max(start - at, at - end, 0);
  const near = bars.filter((bar) => bar.lane === lane && distance(bar) <= reach);
  return near.sort((a, b) => distance(a) - distance(b) || a.end - a.start - (b.end - b.start))[0];
}
