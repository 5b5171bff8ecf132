import { type Amount, mulRateDown, type Rate } from '@shared/kernel';

/**
 * Whether what an act would bring now is still what was quoted for it: no less than the quoted amount but for the
 * tolerance, rounded down, so that nobody gets less than was agreed to. More than quoted always is.
 */
export const isAsQuoted = <U extends Amount>(quoted: U, now: U, tolerance: Rate): boolean =>
  now >= quoted - mulRateDown(quoted, tolerance);
