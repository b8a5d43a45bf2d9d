/** The stretch of time that is visible, in Unix ms. */
export interface TimeView {
  start: number;
  end: number;
}

/** So close that seconds can be told apart, and no closer. */
const SHORTEST_MS = 5 * 60_000;

/** Place of an instant in px, where the view is `width` px wide. */
export function toX(ms: number, { start, end }: TimeView, width: number): number {
  return ((ms - start) / (end - start)) * width;
}

/** The instant at a place. */
export function toTime(x: number, { start, end }: TimeView, width: number): number {
  return start + (x / width) * (end - start);
}

/** The view made longer or shorter by a factor around an instant that stays where it is, within what there is to see. */
export function zoom(view: TimeView, factor: number, around: number, whole: TimeView): TimeView {
  const length = clamp((view.end - view.start) * factor, SHORTEST_MS, whole.end - whole.start);
  const share = (around - view.start) / (view.end - view.start);
  const start = around - share * length;
  return within({ start, end: start + length }, whole);
}

/** The view moved by a share of its length: 0.5 is half a screen later. */
export function pan(view: TimeView, share: number, whole: TimeView): TimeView {
  const reach = whole.end - whole.start;
  const by = clamp((view.end - view.start) * share, -reach, reach);
  return within({ start: view.start + by, end: view.end + by }, whole);
}

/** The view on a stretch, with some room around it. */
export function focusOn(stretch: TimeView, whole: TimeView): TimeView {
  const room = Math.max((stretch.end - stretch.start) * 2, 30 * 60_000);
  const middle = (stretch.start + stretch.end) / 2;
  const length = Math.min(room, whole.end - whole.start);
  return within({ start: middle - length / 2, end: middle + length / 2 }, whole);
}

/** The view without what lies beyond the whole; as long as it was. */
function within({ start, end }: TimeView, whole: TimeView): TimeView {
  const by = Math.max(whole.start - start, 0) || Math.min(whole.end - end, 0);
  return { start: Math.max(whole.start, start + by), end: Math.min(whole.end, end + by) };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(Math.min(least, most), value));
}
