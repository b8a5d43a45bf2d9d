/** A number as people type it, with a point or a comma; NaN if it is none. */
export function decimalOf(text: string): number {
  const plain = text.trim().replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}
