const ATTEMPTS = 10;
const LONGEST_PAUSE_MS = 400;

/** Too many others at once, for longer than an action waits. The handler answers 'busy'. */
export class TooBusy extends Error {}

/** Waits a little, longer after each attempt, by chance: two that collided do not collide again. */
export const pauseBefore = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.min(LONGEST_PAUSE_MS, 5 * 2 ** attempt) * Math.random()));

/**
 * Whether a request was refused for there being too many: of a second, or at once. The entry tier takes 30 a second and
 * 20 at once. Nothing was done then, so that asking again is safe, a write included. By words as well: the SDK drops the
 * code of what is refused within a transaction.
 */
const isTooMany = (error: unknown): boolean => {
  const { code, errCode, message, errMsg } = (error ?? {}) as Record<string, unknown>;
  const words = /EXCEED_RATELIMIT|EXCEED_CONCURRENT|request rate limit|concurrent request limit/i;
  return errCode === -501004 || words.test(`${code} ${message} ${errMsg}`);
};

/**
 * Asks the database, and asks again where it takes no more now: so often, with pauses that grow, for about two seconds.
 * Throws TooBusy after that; whatever else is answered it throws at once.
 */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isTooMany(error)) throw error;
      if (attempt === ATTEMPTS) throw new TooBusy(String((error as Error)?.message ?? error));
    }
    await pauseBefore(attempt + 2);
  }
}
