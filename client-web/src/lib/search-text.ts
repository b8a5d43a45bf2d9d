/** A text from an address, where figures and words look the same. */
export function searchText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) || undefined : undefined;
}
