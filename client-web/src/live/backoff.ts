const FIRST_CAP_MS = 500;

/** While somebody looks at the page: after any outage it is live again within 10 s of the server's return. */
const WATCHED_CAP_MS = 8_000;

/** While nobody does. */
const HIDDEN_CAP_MS = 30_000;

/**
 * Full-jitter back-off: a random wait below a cap that doubles from 0.5 s to 8 s, or to 30 s for a hidden page, so that
 * the browsers a restarting server has lost do not come back all at once.
 *
 * @param failures how many attempts have failed in a row, 1 or more
 * @param watched whether somebody looks at the page
 * @param random a number in [0, 1)
 * @returns the wait in ms
 */
export function backoffMs(failures: number, watched: boolean, random: () => number = Math.random): number {
  const lastCap = watched ? WATCHED_CAP_MS : HIDDEN_CAP_MS;
  const cap = Math.min(lastCap, FIRST_CAP_MS * 2 ** (Math.max(1, failures) - 1));
  return random() * cap;
}
