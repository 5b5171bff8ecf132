import { type Fen, invariant, MAX_AMOUNT, RATE_ONE, type Rate } from '../../kernel';
import { wholeQuotient } from './exact';

/** The part of a release plan that its daily close needs (rules §4). */
export interface ReleaseTerms {
  /** Shares of the static release of the first and of the second generation. */
  readonly referralRates: readonly [Rate, Rate];
  /** Rank k is ranks[k - 1]: bounds of team volume rise strictly, rates never fall. Any number of ranks. */
  readonly ranks: readonly { readonly from: Fen; readonly rate: Rate }[];
  readonly sameRankRate: Rate;
  /** Whether the volume that decides a rank counts the member's own cash as well. */
  readonly teamVolumeIncludesOwn: boolean;
}

/** Rates over one denominator, in lowest terms: the denominator, then the numerators, all whole. */
export type Fractions = Float64Array;
export const DENOMINATOR = 0;
export const NUMERATOR = 1;

/** Terms as the close uses them. Figures are in Float64Arrays so that the engine knows them to be doubles. */
export interface CompiledTerms {
  readonly first: Fractions;
  readonly second: Fractions;
  readonly sameRank: Fractions;
  /** The numerator of rank k is at k. */
  readonly team: Fractions;
  /** The volume from which rank k is reached is at k: 0 for rank 0, and infinity behind the last rank. */
  readonly from: Float64Array;
  readonly lastRank: number;
  readonly includesOwn: boolean;
  readonly limits: Float64Array;
}

/**
 * Place in `limits`: while the static release of all members scanned so far does not pass this, every sum and every
 * product of the close is below 2^53, hence exact in doubles (see closeNarrow).
 */
export const NARROW_LIMIT = 0;
/** Place in `limits` of the largest stored amount. */
export const MOST = 1;
/** Place in `limits` of 0. */
export const ZERO = 2;

/** More would not fit the 16 bits that a stored page may keep a rank in. */
export const MOST_RANKS = 32_767;

const greatestCommonDivisor = (a: number, b: number): number => {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
};

function inLowestTerms(...rates: readonly number[]): Fractions {
  const common = rates.reduce(greatestCommonDivisor, RATE_ONE);
  return Float64Array.of(RATE_ONE / common, ...rates.map((rate) => rate / common));
}

/** Terms made ready for closing pages. Throws Invariant for bounds or rates out of order and for too many ranks. */
export function compileTerms(terms: ReleaseTerms): CompiledTerms {
  const { ranks, referralRates, sameRankRate } = terms;
  invariant(ranks.length <= MOST_RANKS, `at most ${MOST_RANKS} ranks, not ${ranks.length}`);
  for (let k = 1; k < ranks.length; k++) {
    invariant(ranks[k]!.from > ranks[k - 1]!.from, `the bound of rank ${k + 1} does not rise`);
    invariant(ranks[k]!.rate >= ranks[k - 1]!.rate, `the rate of rank ${k + 1} falls`);
  }
  const first = inLowestTerms(referralRates[0]);
  const second = inLowestTerms(referralRates[1]);
  const sameRank = inLowestTerms(sameRankRate);
  const team = inLowestTerms(...ranks.map(({ rate }) => rate));
  const parts = [first, second, sameRank, team];
  const largest = (fractions: Fractions) => (fractions.length === 1 ? 0 : fractions.at(-1)!);
  // The four bonuses of one member are added before they are paid: together at most this many times the static.
  const bonusesPerStatic = parts.reduce((sum, part) => sum + 1 + wholeQuotient(largest(part), part[DENOMINATOR]!), 0);
  return {
    first,
    second,
    sameRank,
    team,
    from: Float64Array.of(0, ...ranks.map(({ from }) => from), Number.POSITIVE_INFINITY),
    lastRank: ranks.length,
    includesOwn: terms.teamVolumeIncludesOwn,
    limits: Float64Array.of(
      wholeQuotient(MAX_AMOUNT, Math.max(bonusesPerStatic, ...parts.map(largest))),
      MAX_AMOUNT,
      0,
    ),
  };
}

/** The rank that a volume reaches: the last whose bound it does not stay below, 0 for none. */
export function rankByVolume(volume: number, from: Float64Array, lastRank: number): number {
  let reached = 0;
  let beyond = (lastRank + 1) | 0;
  while (beyond - reached > 1) {
    const middle = (reached + beyond) >> 1;
    if (volume >= from[middle]!) reached = middle;
    else beyond = middle;
  }
  return reached;
}
