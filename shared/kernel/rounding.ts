import { invariant } from './invariant';
import { type Amount, integerBelow2Pow53, MAX_AMOUNT, RATE_ONE, type Rate } from './units';

// Where amounts are divided; the release pass has divisions of its own, each with its proof. Products of two amounts may pass 2^53, so they are taken exactly: in a double while the
// product fits (Math.floor of the double quotient is then exact, because a quotient that is not whole lies at least
// 1/divisor below the next whole number, and that is more than half a unit in the last place), in a BigInt beyond.

/** Two rates at once. A product, since a build for old engines turns a power into Math.pow, which throws on big integers. */
const RATE_ONE_SQUARED = BigInt(RATE_ONE) * BigInt(RATE_ONE);

/** A quotient of 2^53 or more stays so as a double, and is refused. */
const quotientDown = (numerator: bigint, denominator: bigint): number =>
  integerBelow2Pow53(Number(numerator / denominator), 'the result');

const quotientUp = (numerator: bigint, denominator: bigint): number =>
  quotientDown(numerator + denominator - 1n, denominator);

/**
 * floor(a × b / c), exact, in b's unit; a and c share a unit. For what somebody receives.
 * Throws AmountOverflow when the result passes 2^53 - 1, Invariant when c is 0.
 */
export function mulDivDown<U extends Amount, V extends Amount>(a: V, b: U, c: NoInfer<V>): U {
  invariant(c > 0, 'division by an amount of 0');
  const product = a * b;
  if (product <= MAX_AMOUNT) return Math.floor(product / c) as U;
  return quotientDown(BigInt(a) * BigInt(b), BigInt(c)) as U;
}

/** ceil(a × b / c), exact, in b's unit. For what somebody pays. Throws as mulDivDown. */
export function mulDivUp<U extends Amount, V extends Amount>(a: V, b: U, c: NoInfer<V>): U {
  invariant(c > 0, 'division by an amount of 0');
  return quotientUp(BigInt(a) * BigInt(b), BigInt(c)) as U;
}

/** floor(amount × rate), in the amount's unit. Throws AmountOverflow past 2^53 - 1. */
export function mulRateDown<U extends Amount>(amount: U, rate: Rate): U {
  const product = amount * rate;
  if (product <= MAX_AMOUNT) return Math.floor(product / RATE_ONE) as U;
  return quotientDown(BigInt(amount) * BigInt(rate), BigInt(RATE_ONE)) as U;
}

/** ceil(amount × rate), in the amount's unit: for a fee that a member pays. Throws AmountOverflow past 2^53 - 1. */
export function mulRateUp<U extends Amount>(amount: U, rate: Rate): U {
  return quotientUp(BigInt(amount) * BigInt(rate), BigInt(RATE_ONE)) as U;
}

/** floor(amount × first × second), both rates applied before the one rounding. Throws AmountOverflow past 2^53 - 1. */
export function mulRatesDown<U extends Amount>(amount: U, first: Rate, second: Rate): U {
  return quotientDown(BigInt(amount) * BigInt(first) * BigInt(second), RATE_ONE_SQUARED) as U;
}

/** floor(Σ amount × rate), rounded once, all together, in the amounts' unit. Throws AmountOverflow past 2^53 - 1. */
export function sumOfRates<U extends Amount>(parts: readonly (readonly [amount: U, rate: Rate])[]): U {
  const sum = parts.reduce((all, [amount, rate]) => all + BigInt(amount) * BigInt(rate), BigInt(0));
  return quotientDown(sum, BigInt(RATE_ONE)) as U;
}

/**
 * floor(a × rate × b / c), rounded once, but never more than `cap`, in b's unit; a and c share a unit.
 * The cap applies before the result must fit: a grant may be cut to what is left of a supply.
 * Throws Invariant when c is 0.
 */
export function mulRateDivDownCapped<U extends Amount, V extends Amount>(
  a: V,
  rate: Rate,
  b: U,
  c: NoInfer<V>,
  cap: NoInfer<U>,
): U {
  invariant(c > 0, 'division by an amount of 0');
  const whole = (BigInt(a) * BigInt(rate) * BigInt(b)) / (BigInt(c) * BigInt(RATE_ONE));
  return whole < BigInt(cap) ? (Number(whole) as U) : cap;
}

/**
 * floor(amount × rate / divisor), rounded once: `divisor` is of the amount's unit, the result a bare count in
 * millionths (shares for an order). Throws AmountOverflow past 2^53 - 1, Invariant when the divisor is 0.
 */
export function millionthsDown<U extends Amount>(amount: U, rate: Rate, divisor: NoInfer<U>): number {
  invariant(divisor > 0, 'division by an amount of 0');
  return quotientDown(BigInt(amount) * BigInt(rate), BigInt(divisor));
}

/**
 * floor(part × whole / total) where the total of many amounts may itself pass 2^53 (a sum over all members).
 * In `whole`'s unit. Throws Invariant when the total is 0.
 */
export function shareDown<U extends Amount, V extends Amount>(part: V, whole: U, total: bigint | number): U {
  invariant(total > 0, 'a share of nothing');
  const product = part * whole;
  if (typeof total === 'number' && product <= MAX_AMOUNT) return Math.floor(product / total) as U;
  return quotientDown(BigInt(part) * BigInt(whole), BigInt(total)) as U;
}

/** floor(amount / count): an equal part for each of `count`. Throws Invariant when nobody shares. */
export function splitDown<U extends Amount>(amount: U, count: number): U {
  invariant(count > 0, 'a split among nobody');
  return Math.floor(amount / count) as U;
}

/** How many parts of `part` a whole number comes to, one that is begun counted as whole: ceil(whole / part), no amounts. */
export function wholesUp(whole: number, part: number): number {
  invariant(part > 0, 'parts of nothing');
  return Math.ceil(whole / part);
}

/** How many whole parts of `part` a whole number holds: floor(whole / part), no amounts. */
export function wholesDown(whole: number, part: number): number {
  invariant(part > 0, 'parts of nothing');
  return Math.floor(whole / part);
}

/** 10 to the power of `decimals` (a whole number of at least 0), exact; without `**`, as above. */
export const tenTo = (decimals: number): bigint => BigInt(`1${'0'.repeat(decimals)}`);

/** numerator / denominator to `decimals` decimals, rounded half up, as decimal text: for showing a price only. */
export function ratioShown(numerator: bigint, denominator: bigint, decimals: number): string {
  invariant(denominator > 0n, 'a ratio to nothing');
  const scale = tenTo(decimals);
  const units = (2n * numerator * scale + denominator) / (2n * denominator);
  const digits = units.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Whether part / whole >= other / otherWhole, compared exactly (two prices as ratios). */
export function ratioAtLeast(part: number, whole: number, other: number, otherWhole: number): boolean {
  return BigInt(part) * BigInt(otherWhole) >= BigInt(other) * BigInt(whole);
}
