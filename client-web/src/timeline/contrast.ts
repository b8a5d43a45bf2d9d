/** Black or white, whichever reads better on a colour given as `#rrggbb`. */
export function onColor(color: string): "#000000" | "#ffffff" {
  // Above this luminance black has the higher contrast (WCAG 2).
  return luminance(color) > 0.179 ? "#000000" : "#ffffff";
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
