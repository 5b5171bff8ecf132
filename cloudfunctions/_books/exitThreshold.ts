import { AmountOverflow, type ExitQuotaFen, type Fen, MAX_AMOUNT, type MicroPoints, shareDown } from '@shared/kernel';

/** Fen per point scaled up so far that two close prices differ in it. */
const SCALE = 1_000_000_000_000 as Fen;

/**
 * The price from which a forced exit is due (rules §1), as a whole number an index can sort: floor(q × 10^12 / h).
 * Null when there is nothing to exit. It is a sieve only: the rule itself decides.
 */
export function exitThreshold(quota: ExitQuotaFen, points: MicroPoints): number | null {
  if (quota === 0 || points === 0) return null;
  return scaled(quota as unknown as Fen, points);
}

/** The pool's price in the same measure, rounded up by one so that the sieve loses nobody. */
export const exitPrice = (pool: Fen, circulating: MicroPoints): number =>
  circulating === 0 ? 0 : Math.min(scaled(pool, circulating) + 1, MAX_AMOUNT);

function scaled(fen: Fen, points: MicroPoints): number {
  try {
    return shareDown(fen, SCALE, points);
  } catch (error) {
    if (error instanceof AmountOverflow) return MAX_AMOUNT;
    throw error;
  }
}
