/** A value at a place in a row of steps. */
export interface Point {
  index: number;
  value: number;
}

/** Height of a drawing; its width is the number of steps. */
export const HEIGHT = 24;
/** What is there at all has to be seen. */
const LEAST = 1.5;

const round = (value: number) => Math.round(value * 100) / 100;

/** SVG path of a bar for each point, the highest as high as the drawing. */
export function bars(points: readonly Point[]): string {
  const most = Math.max(1, ...points.map(({ value }) => value));
  return points
    .filter(({ value }) => value > 0)
    .map(({ index, value }) => {
      const height = round(Math.max(LEAST, (value / most) * HEIGHT));
      return `M${index} ${HEIGHT}v${-height}h1v${height}z`;
    })
    .join("");
}

/** SVG path of a line through the points, over `lowest` to `highest`; it breaks where steps are missing. */
export function line(points: readonly Point[], [lowest, highest]: readonly [number, number]): string {
  const span = highest - lowest || 1;
  const y = (value: number) => round(HEIGHT - 1 - ((value - lowest) / span) * (HEIGHT - 2));
  let previous = Number.NaN;
  return points
    .map(({ index, value }) => {
      const joined = index === previous + 1;
      previous = index;
      // A point by itself is a dash as long as its step.
      return `${joined ? "L" : "M"}${index} ${y(value)}h1`;
    })
    .join("");
}

/** The range that a line is drawn over: that of its values, and always 0. */
export function rangeOf(values: readonly number[]): [number, number] {
  return [Math.min(0, ...values), Math.max(0, ...values)];
}
