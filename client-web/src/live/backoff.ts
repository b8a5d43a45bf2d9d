const FIRST_CAP_MS = 500;
const LAST_CAP_MS = 30_000;

/**
 * Full-jitter back-off: a random wait below a cap that doubles from 0.5 s to 30 s, so that the browsers a
 * restarting server has lost do not come back all at once.
 *
 * @param failures how many attempts have failed in a row, 1 or more
 * @param random a number in [0, 1)
 * @returns the wait in ms
 */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const cap = Math.min(LAST_CAP_MS, FIRST_CAP_MS * 2 ** (Math.max(1, failures) - 1));
  return random() * cap;
}
