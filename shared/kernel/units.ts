import { Invariant } from './invariant';

declare const unit: unique symbol;

/** A number that carries the name of its unit in its type. Only the constructors of this file make one. */
export type Brand<T, Name extends string> = T & { readonly [unit]: Name };

/** Cash in fen: 1 yuan = 100 (rules §0). */
export type Fen = Brand<number, 'fen'>;
/** Appreciating points in millionths of a point (rules §0). */
export type MicroPoints = Brand<number, 'microPoints'>;
/** Stable points in hundredths; 1 point = 1 yuan (rules §0). */
export type StableCents = Brand<number, 'stableCents'>;
/** Dividend quota, or energy, in fen (rules §0). */
export type QuotaFen = Brand<number, 'quotaFen'>;
/** Dividend weight (shares, contribution) in millionths of a share (rules §0). */
export type MicroShares = Brand<number, 'microShares'>;
/** Release points, granted or remaining, in hundredths (rules §0). */
export type ReleaseCents = Brand<number, 'releaseCents'>;
/** Spendable points in hundredths; 1 point = 1 yuan (rules §0). */
export type SpendableCents = Brand<number, 'spendableCents'>;
/** Exit quota in fen (rules §0). */
export type ExitQuotaFen = Brand<number, 'exitQuotaFen'>;
/** Editions of a series of collectibles: whole ones. */
type Editions = Brand<number, 'editions'>;
/** A rate or a multiple in millionths: 0.30 is 300000 (rules §0: at most 6 decimals). Never an amount. */
export type Rate = Brand<number, 'rate'>;

/** Any stored amount: a whole number of its unit from 0 to 2^53 - 1. */
export type Amount =
  | Fen
  | MicroPoints
  | StableCents
  | QuotaFen
  | MicroShares
  | ReleaseCents
  | SpendableCents
  | ExitQuotaFen
  | Editions;

/** The largest stored amount, 2^53 - 1 (rules §0). */
export const MAX_AMOUNT = Number.MAX_SAFE_INTEGER;
/** One, as a rate. */
export const RATE_ONE = 1_000_000;

/** Thrown when a sum or a product would pass 2^53 - 1; an action refuses the whole event then (rules §5). */
export class AmountOverflow extends Error {
  constructor(what: string) {
    super(`${what} would pass ${MAX_AMOUNT} units`);
    this.name = 'AmountOverflow';
  }
}

/**
 * The check behind every constructor: a whole number from 0 to 2^53 - 1.
 * Throws AmountOverflow above that, Invariant for anything else (a caller's mistake).
 */
export function integerBelow2Pow53(n: number, name: string): number {
  if (n > MAX_AMOUNT) throw new AmountOverflow(name);
  if (!Number.isInteger(n) || n < 0) throw new Invariant(`${name} must be a whole number from 0, not ${n}`);
  return n;
}

/** n fen. Throws as integerBelow2Pow53. */
export const fen = (n: number): Fen => integerBelow2Pow53(n, 'fen') as Fen;
/** n millionths of an appreciating point. Throws as integerBelow2Pow53. */
export const microPoints = (n: number): MicroPoints => integerBelow2Pow53(n, 'micro-points') as MicroPoints;
/** n hundredths of a stable point. Throws as integerBelow2Pow53. */
export const stableCents = (n: number): StableCents => integerBelow2Pow53(n, 'stable points') as StableCents;
/** n fen of dividend quota. Throws as integerBelow2Pow53. */
export const quotaFen = (n: number): QuotaFen => integerBelow2Pow53(n, 'quota') as QuotaFen;
/** n millionths of a share. Throws as integerBelow2Pow53. */
export const microShares = (n: number): MicroShares => integerBelow2Pow53(n, 'weight') as MicroShares;
/** n hundredths of a release point. Throws as integerBelow2Pow53. */
export const releaseCents = (n: number): ReleaseCents => integerBelow2Pow53(n, 'release points') as ReleaseCents;
/** n hundredths of a spendable point. Throws as integerBelow2Pow53. */
export const spendableCents = (n: number): SpendableCents =>
  integerBelow2Pow53(n, 'spendable points') as SpendableCents;
/** n fen of exit quota. Throws as integerBelow2Pow53. */
export const exitQuotaFen = (n: number): ExitQuotaFen => integerBelow2Pow53(n, 'exit quota') as ExitQuotaFen;
/** n editions. Throws as integerBelow2Pow53. */
export const editions = (n: number): Editions => integerBelow2Pow53(n, 'editions') as Editions;
/** n millionths, as a rate. Throws as integerBelow2Pow53. */
export const rate = (millionths: number): Rate => integerBelow2Pow53(millionths, 'rate') as Rate;

/** a + b of one unit. Throws AmountOverflow past 2^53 - 1. */
export function add<U extends Amount>(a: U, b: NoInfer<U>): U {
  return integerBelow2Pow53(a + b, 'the sum') as U;
}

/** a - b of one unit. Throws Invariant below 0: a rule checks what is held before it takes it. */
export function subtract<U extends Amount>(a: U, b: NoInfer<U>): U {
  return integerBelow2Pow53(a - b, 'the difference') as U;
}

/** The smaller of two amounts of one unit. */
export const lesser = <U extends Amount>(a: U, b: NoInfer<U>): U => Math.min(a, b) as U;

/** How much more fits beside a stored amount: 2^53 - 1 - amount, in its unit. */
export const roomBeside = <U extends Amount>(amount: U): U => (MAX_AMOUNT - amount) as U;
