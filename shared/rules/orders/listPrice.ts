import { type Fen, RATE_ONE, wholesDown } from '@shared/kernel';

/** How prices of goods change together: all by so much, or all by so many millionths of what they are. */
export type PriceChange =
  | { readonly by: 'amount'; readonly fen: number }
  | { readonly by: 'rate'; readonly millionths: number };

/**
 * A price after a change of many, rounded to whole `unit`s of fen: to the nearest, a half upward. It may come to nothing
 * or less, which is no price: whoever asks looks. Exact while |price × (1 + rate)| stays below 2^52, which prices do.
 */
export function changedPrice(price: Fen, change: PriceChange, unit: number): number {
  // Both in millionths of a fen, twice over: a half of the unit is then a whole number, whatever the unit.
  const twice =
    change.by === 'amount' ? 2 * RATE_ONE * (price + change.fen) : 2 * price * (RATE_ONE + change.millionths);
  return Math.max(0, wholesDown(twice + RATE_ONE * unit, 2 * RATE_ONE * unit)) * unit;
}
