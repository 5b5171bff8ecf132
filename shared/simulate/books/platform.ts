import { RATE_ONE, type Rate } from '@shared/kernel';
import { type Plans, seedCost } from '@shared/plans';
import { type Books, type DayBook, dividendsOf, releasedOf } from './books';

/** What comes into the platform's hands on a day, and what goes out or is set aside, each a line of its own ledger. */
export const PLATFORM_LINES = [
  'turnover',
  'redeemed',
  'swept',
  'seed',
  'contributed',
  'recovered',
  'refundable',
  'funded',
  'boughtBack',
  'dividends',
  'carried',
  'released',
] as const;
export type PlatformLine = (typeof PLATFORM_LINES)[number];

/** The platform's own ledger as a day's close leaves it, in fen; a released point counts 1 yuan. */
interface PlatformDay {
  /** Since the start of the run, before the cost of goods. */
  readonly lines: Readonly<Record<PlatformLine, bigint>>;
  /** The sum of the lines. */
  readonly left: bigint;
  /** Release points granted and still to be released. */
  readonly owed: bigint;
}

/** What a day adds to each line; `carried` is a balance and stands for itself. */
const addedBy = (day: DayBook, sweptBefore: bigint, seed: bigint): Record<PlatformLine, bigint> => ({
  turnover: day.turnover,
  redeemed: day.credits.redeemed,
  swept: BigInt(day.result.appreciation?.sweptToPlatform ?? 0) - sweptBefore,
  seed: -seed,
  contributed: -day.contributed,
  recovered: day.recovered,
  refundable: -day.refundable,
  funded: -day.funded,
  boughtBack: day.boughtBack,
  dividends: -dividendsOf(day.credits),
  carried: 0n,
  released: -releasedOf(day.credits),
});

/** The platform's ledger day by day. The seed is paid as the run starts. */
export function platformOf({ days }: Books, plans: Plans): readonly PlatformDay[] {
  const lines = Object.fromEntries(PLATFORM_LINES.map((line) => [line, 0n])) as Record<PlatformLine, bigint>;
  let swept = 0n;
  return days.map((day, at) => {
    const seed = at === 0 && plans.appreciation ? BigInt(seedCost(plans.appreciation)) : 0n;
    const added = addedBy(day, swept, seed);
    swept += added.swept;
    for (const line of PLATFORM_LINES) lines[line] += added[line];
    lines.carried = -BigInt(day.result.dividend?.carried ?? 0);
    return {
      lines: { ...lines },
      left: PLATFORM_LINES.reduce((sum, line) => sum + lines[line], 0n),
      owed: day.releaseOwed,
    };
  });
}

/** What the goods of some turnover cost the platform at a share of it, rounded up: it is never short. */
export const goodsCost = (turnover: bigint, costRate: Rate): bigint =>
  (turnover * BigInt(costRate) + BigInt(RATE_ONE - 1)) / BigInt(RATE_ONE);
