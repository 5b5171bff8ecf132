import type { Explanation } from '@shared/contract';
import { rankName, showPercent } from '@shared/format';
import { mulRateDown, rate, releaseCents, sumOfRates } from '@shared/kernel';
import { figureOf, longShown, type Parts, part, plain, ROUNDED_TO_CENT } from './parts';

/** The bonuses of a close, each a sum of shares of what others released that day (rules §4). */
export type BonusKind = 'release.firstGeneration' | 'release.secondGeneration' | 'release.team' | 'release.sameRank';

/** A share of some releases: (rate) × (sum), before the one rounding. */
interface Share {
  readonly words: string;
  readonly rateWords: string;
  readonly rate: number;
  readonly staticCents: number;
  readonly people: number;
}

/** The shares of a bonus, as its inputs name them. */
function sharesOf(kind: BonusKind, inputs: Explanation['inputs']): Share[] {
  const of = (name: string) => figureOf(inputs, name);
  return Array.from({ length: of('shares') }, (_, at) => {
    const staticCents = of(`share${at + 1}StaticCents`);
    const people = of(`share${at + 1}People`);
    const released = `${people} 人当天释放 ${plain(staticCents, 'remaining')}`;
    if (kind === 'release.team') {
      const [mine, between] = [of('rankRateMillionths'), of(`share${at + 1}BetweenRateMillionths`)];
      return {
        words: `中间最高 ${showPercent(between)}，${released}`,
        rateWords: `(${showPercent(mine)} − ${showPercent(between)})`,
        rate: mine - between,
        staticCents,
        people,
      };
    }
    const share = of('bonusRateMillionths');
    const whose =
      kind === 'release.sameRank'
        ? `同为${rankName(of('rank')) ?? ''}的 ${of('sameRankMembers')} 位，线下`
        : kind === 'release.firstGeneration'
          ? '一代，'
          : '二代，';
    return { words: `${whose} ${released}`, rateWords: showPercent(share), rate: share, staticCents, people };
  });
}

/**
 * A bonus of one day: floor(Σ rate × released), rounded once, but no more than one's own orders still held
 * (`leftCents`) when it was paid.
 */
export function bonusParts(kind: BonusKind, inputs: Explanation['inputs']): Parts {
  const shares = sharesOf(kind, inputs);
  const leftCents = figureOf(inputs, 'leftCents');
  const due = sumOfRates(shares.map((share) => [releaseCents(share.staticCents), rate(share.rate)]));
  const parts = shares.map((share) => mulRateDown(releaseCents(share.staticCents), rate(share.rate)));
  const fractions = due - parts.reduce<number>((sum, cents) => sum + cents, 0);
  const people = shares.reduce((sum, share) => sum + share.people, 0);
  const released = shares.reduce((sum, share) => sum + share.staticCents, 0);
  return {
    recomputed: Math.min(due, leftCents),
    lines: [
      ...shares.map((share, at) =>
        part(share.words, `${share.rateWords} × ${plain(share.staticCents, 'remaining')}`, 'spendable', parts[at]!),
      ),
      // Rounded once, all together: what the parts leave below a cent can come to some.
      ...(fractions > 0
        ? [part('各项不到 0.01 的零头，合起来', shares.map(fractionShown).join(' + '), 'spendable', fractions)]
        : []),
      ...(due > leftCents
        ? [
            part(
              '自己的待释放不够，少发',
              `${plain(leftCents, 'remaining')} − ${plain(due, 'remaining')}`,
              'spendable',
              leftCents - due,
            ),
          ]
        : []),
    ],
    addsUp: true,
    roundingWords: `加总后${ROUNDED_TO_CENT}`,
    sources: [
      {
        kind: 'members',
        id: null,
        words: `${people} 人当天释放 ${plain(released, 'remaining')}`,
        amount: { asset: 'remaining', units: released },
      },
    ],
  };
}

/** What a share leaves below a cent: cents in millionths, so yuan with eight decimals. */
const fractionShown = ({ rate: share, staticCents }: Share): string =>
  longShown(String((BigInt(share) * BigInt(staticCents)) % BigInt(1_000_000)), 8);
