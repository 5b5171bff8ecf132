import { add, type Fen, lesser, subtract } from '@shared/kernel';

/** A plan's turnover of one day, and the reversals that it could not bear (rules §5). */
export interface Turnover {
  /** T of the day: settled less reversed less the shortfall of the day before, never below 0. */
  readonly turnover: Fen;
  /** What the day could not bear: taken from the next day's turnover. */
  readonly shortfall: Fen;
}

/** The turnover of a day from what was settled and reversed on it and the shortfall carried in (rules §5). */
export function turnoverOfDay(settled: Fen, reversed: Fen, shortfallIn: Fen): Turnover {
  const against = add(reversed, shortfallIn);
  const borne = lesser(settled, against);
  return { turnover: subtract(settled, borne), shortfall: subtract(against, borne) };
}
