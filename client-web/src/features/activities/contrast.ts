/** Grounds that activities are drawn on: `--kd-page` in light and in dark. */
const GROUNDS = { light: "#ffffff", dark: "#14191d" };

/** What WCAG 2.2 asks of the parts of a picture. */
const ENOUGH = 3;

/** Relative luminance of `#rrggbb`, as WCAG 2.2 defines it. */
function luminance(color: string): number {
  const channel = (from: number) => {
    const value = Number.parseInt(color.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** Contrast of two colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Where a colour as `#rrggbb` is hard to see: on light pages, on dark ones; undefined if nowhere. */
export function faintOn(color: string): "light" | "dark" | undefined {
  if (contrast(color, GROUNDS.light) < ENOUGH) return "light";
  return contrast(color, GROUNDS.dark) < ENOUGH ? "dark" : undefined;
}
