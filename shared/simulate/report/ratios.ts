import { mulDivDown } from '@shared/kernel';
import type { Price } from '@shared/plans';
import { priceShown } from '../../rules';
import type { DayResult } from '../result';

// Ratios made whole for a picture; what is written out is worded by figures.ts.

/** A price in ten thousandths of a yuan, as it is shown. */
export const priceUnits = (price: Price): bigint => BigInt(priceShown(price).replace('.', ''));

/** part / whole in hundredths of a per cent, rounded half up; undefined over nothing. */
export const ratioUnits = (part: bigint, whole: bigint): bigint | undefined =>
  whole === 0n ? undefined : (part * 20_000n + whole) / (whole * 2n);

/** What the exchange reserve is worth at the close, in fen, rounded down (rules §2 Must hold). */
export function reserveValueOf({ appreciation }: DayResult): bigint {
  if (!appreciation || appreciation.circulating === 0) return 0n;
  return BigInt(mulDivDown(appreciation.reservePoints, appreciation.pool, appreciation.circulating));
}
