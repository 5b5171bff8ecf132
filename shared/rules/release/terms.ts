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

/** Rates as whole numerators over one denominator, in lowest terms. */
export interface Fractions {
  readonly numerators: Float64Array;
  readonly denominator: number;
}

/** Terms as the close uses them. */
export interface CompiledTerms {
  readonly first: Fractions;
  readonly second: Fractions;
  readonly sameRank: Fractions;
  /** By rank; rank 0 has rate 0. */
  readonly team: Fractions;
  /** By rank: the volume from which it is reached. Rank 0 is reached by everyone. */
  readonly from: Float64Array;
  readonly includesOwn: boolean;
  /**
   * While the static release of all members scanned so far does not pass this, every sum and every product of the
   * close is below 2^53, hence exact in doubles (see closeNarrow).
   */
  readonly narrowLimit: number;
}

/** Ranks are kept in 16 bits, and those set by hand with a sign. */
export const MOST_RANKS = 32_767;

const greatestCommonDivisor = (a: number, b: number): number => {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
};

function inLowestTerms(rates: readonly number[]): Fractions {
  const common = rates.reduce(greatestCommonDivisor, RATE_ONE);
  return {
    numerators: Float64Array.from(rates, (rate) => rate / common),
    denominator: RATE_ONE / common,
  };
}

/** Terms made ready for closing pages. Throws Invariant for bounds or rates out of order and for too many ranks. */
export function compileTerms(terms: ReleaseTerms): CompiledTerms {
  const { ranks, referralRates, sameRankRate } = terms;
  invariant(ranks.length <= MOST_RANKS, `at most ${MOST_RANKS} ranks, not ${ranks.length}`);
  for (let k = 1; k < ranks.length; k++) {
    invariant(ranks[k]!.from > ranks[k - 1]!.from, `the bound of rank ${k + 1} does not rise`);
    invariant(ranks[k]!.rate >= ranks[k - 1]!.rate, `the rate of rank ${k + 1} falls`);
  }
  const first = inLowestTerms([referralRates[0]]);
  const second = inLowestTerms([referralRates[1]]);
  const sameRank = inLowestTerms([sameRankRate]);
  const team = inLowestTerms([0, ...ranks.map(({ rate }) => rate)]);
  const largest = (fractions: Fractions) => fractions.numerators.at(-1)!;
  const parts = [first, second, sameRank, team];
  // The four bonuses of one member are added before they are paid: together at most this many times the static.
  const bonusesPerStatic = parts.reduce((sum, part) => sum + 1 + wholeQuotient(largest(part), part.denominator), 0);
  return {
    first,
    second,
    sameRank,
    team,
    from: Float64Array.of(0, ...ranks.map(({ from }) => from)),
    includesOwn: terms.teamVolumeIncludesOwn,
    narrowLimit: wholeQuotient(MAX_AMOUNT, Math.max(bonusesPerStatic, ...parts.map(largest))),
  };
}

/** The rank that a volume reaches: the last whose bound it does not stay below, 0 for none. */
export function rankByVolume(volume: number, from: Float64Array): number {
  let reached = 0;
  let beyond = from.length;
  while (beyond - reached > 1) {
    const middle = (reached + beyond) >> 1;
    if (volume >= from[middle]!) reached = middle;
    else beyond = middle;
  }
  return reached;
}
