/** Where a key takes the reader in a list of `count` rows; undefined if it is no key for moving. */
export function moveTo(key: string, index: number, count: number, pageRows: number): number | undefined {
  const target = targetOf(key, index, count, Math.max(1, pageRows));
  if (target === undefined || count === 0) return undefined;
  return Math.min(count - 1, Math.max(0, target));
}

function targetOf(key: string, index: number, count: number, pageRows: number): number | undefined {
  switch (key) {
    case "ArrowDown":
      return index + 1;
    case "ArrowUp":
      return index - 1;
    case "PageDown":
      return index + pageRows;
    case "PageUp":
      return index - pageRows;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
