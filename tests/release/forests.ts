import { type Fen, fen, MAX_AMOUNT, RATE_ONE, type Rate, rate } from '@shared/kernel';
import { BY_VOLUME, createReleasePage, type ReleasePage, type ReleaseTerms } from '@shared/rules/release';
import fc from 'fast-check';
import type { OracleMember, OracleResult, OracleTerms } from '../oracle/closeByDefinition';

/** A forest as members in referrer pre-order: referrers stand before those they referred. */
export type Forest = OracleMember[];

export const SHAPES = ['random', 'powerLaw', 'star', 'chain', 'caterpillar', 'loners'] as const;
export type Shape = (typeof SHAPES)[number];

/** Picks a referrer for member i among the earlier ones; `pick` is uniform below its bound. -1 for a new root. */
const referrerOf: Record<Shape, (i: number, pick: (bound: number) => number, referrers: readonly number[]) => number> =
  {
    random: (i, pick) => pick(i + 1) - 1,
    // A copied choice makes those who have many get more.
    powerLaw: (i, pick, referrers) => {
      const chosen = pick(i + 1) - 1;
      return chosen < 1 || pick(2) === 0 ? chosen : referrers[chosen]!;
    },
    star: () => 0,
    chain: (i) => i - 1,
    caterpillar: (i, pick) => i - 1 - (i % 2 === 0 ? 1 : 0) - (i > 4 && pick(9) === 0 ? 1 : 0),
    loners: () => -1,
  };

/** Referrers of `size` members, in order of joining. */
export function referrersOf(shape: Shape, size: number, pick: (bound: number) => number): number[] {
  const referrers: number[] = [];
  for (let i = 0; i < size; i++) referrers.push(i === 0 ? -1 : referrerOf[shape](i, pick, referrers));
  return referrers;
}

/** The places of the members, in order of joining, when each newcomer is put right behind its referrer. */
export function preorder(referrers: readonly number[]): number[] {
  const referred = new Map<number, number[]>();
  referrers.forEach((referrer, i) => {
    referred.set(referrer, [...(referred.get(referrer) ?? []), i]);
  });
  const waiting = [...(referred.get(-1) ?? [])];
  const order: number[] = [];
  while (waiting.length > 0) {
    const member = waiting.pop()!;
    order.push(member);
    for (const next of referred.get(member) ?? []) waiting.push(next);
  }
  return order;
}

/** Amounts of every size: none, small, usual, and next to 2^53. */
export const amount = fc.oneof(
  { weight: 1, arbitrary: fc.constant(0n) },
  { weight: 3, arbitrary: fc.bigInt(0n, 50n) },
  { weight: 6, arbitrary: fc.bigInt(0n, 10_000_000n) },
);
const giant = fc.oneof(
  fc.bigInt(0n, BigInt(MAX_AMOUNT)),
  fc.bigInt(0n, 2_000n).map((short) => BigInt(MAX_AMOUNT) - short),
);

const ratio = fc.oneof(
  fc.constantFrom(0, 30_000, 100_000, 300_000, 500_000, RATE_ONE),
  fc.integer({ min: 0, max: RATE_ONE }),
);

/** Terms with up to nine ranks; equal rates and rates of 0 are frequent. */
export const termsWithin = (largest: number): fc.Arbitrary<ReleaseTerms> =>
  fc
    .record({
      referralRates: fc.tuple(ratio, ratio),
      bounds: fc.uniqueArray(fc.integer({ min: 0, max: largest }), { maxLength: 9 }),
      rates: fc.array(ratio, { minLength: 9, maxLength: 9 }),
      sameRankRate: ratio,
      teamVolumeIncludesOwn: fc.boolean(),
    })
    .map(({ referralRates, bounds, rates, sameRankRate, teamVolumeIncludesOwn }) => {
      const rising = rates.toSorted((a, b) => a - b);
      return {
        referralRates: referralRates.map(rate) as [Rate, Rate],
        ranks: bounds.toSorted((a, b) => a - b).map((from, k) => ({ from: fen(from) as Fen, rate: rate(rising[k]!) })),
        sameRankRate: rate(sameRankRate),
        teamVolumeIncludesOwn,
      };
    });

export const oracleTerms = (terms: ReleaseTerms): OracleTerms => ({
  referralRates: [BigInt(terms.referralRates[0]), BigInt(terms.referralRates[1])],
  ranks: terms.ranks.map(({ from, rate: of }) => ({ from: BigInt(from), rate: BigInt(of) })),
  sameRankRate: BigInt(terms.sameRankRate),
  teamVolumeIncludesOwn: terms.teamVolumeIncludesOwn,
});

/** Orders that can pay for bonuses beside their static. */
const lasting = fc.record({ remaining: fc.bigInt(1_000_000n, 10_000_000n), daily: fc.bigInt(1n, 50_000n) });

interface Sizes {
  readonly members?: number;
  /** Whether amounts come near 2^53. */
  readonly giants?: boolean;
}

/** Forests of every shape in pre-order, ranks set by hand for some members: above, below and beyond their volume. */
export function forests({ members: most = 40, giants = false }: Sizes = {}): fc.Arbitrary<Forest> {
  const figure = giants ? fc.oneof(amount, giant) : amount;
  const member = fc.record({
    orders: fc.array(fc.oneof({ weight: 2, arbitrary: lasting }, fc.record({ remaining: figure, daily: figure })), {
      maxLength: 4,
    }),
    balance: figure,
    owed: fc.oneof({ weight: 2, arbitrary: fc.constant(0n) }, figure),
    volumeToday: fc.oneof(figure, fc.bigInt(-20_000n, 0n), giants ? giant.map((size) => -size) : fc.constant(0n)),
    ownVolume: figure,
    teamVolume: figure,
    handRank: fc.oneof(
      { weight: 2, arbitrary: fc.constant(BY_VOLUME) },
      { weight: 2, arbitrary: fc.integer({ min: 0, max: 2 }) },
      fc.integer({ min: 0, max: 11 }),
    ),
  });
  return fc
    .record({ shape: fc.constantFrom(...SHAPES), picks: fc.infiniteStream(fc.nat(1_000_000)) })
    .chain(({ shape, picks }) =>
      fc.array(member, { maxLength: most }).map((members) => {
        const referrers = referrersOf(shape, members.length, (bound) => picks.next().value! % bound);
        const order = preorder(referrers);
        const place = new Map(order.map((joined, at) => [joined, at]));
        return order.map((joined) => ({
          ...structuredClone(members[joined]!),
          referrer: referrers[joined] === -1 ? -1 : place.get(referrers[joined]!)!,
        }));
      }),
    );
}

/** Cuts a forest into pages before the given places (taken modulo the size; empty pages are allowed). */
export function pagesOf(forest: Forest, cuts: readonly number[] = []): ReleasePage[] {
  const depths: number[] = [];
  for (const { referrer } of forest) depths.push(referrer === -1 ? 0 : depths[referrer]! + 1);
  const starts = [0, ...cuts.map((cut) => cut % (forest.length + 1)).toSorted((a, b) => a - b), forest.length];
  return starts.slice(1).map((end, k) => {
    const members = forest.slice(starts[k], end);
    const page = createReleasePage(
      members.length,
      members.reduce((sum, { orders }) => sum + orders.length, 0),
    );
    let order = 0;
    members.forEach((member, i) => {
      page.depth[i] = depths[starts[k]! + i]!;
      page.balance[i] = Number(member.balance);
      page.owedSpendable[i] = Number(member.owed);
      page.volumeToday[i] = Number(member.volumeToday);
      page.ownVolume[i] = Number(member.ownVolume);
      page.teamVolume[i] = Number(member.teamVolume);
      page.handRank[i] = member.handRank;
      for (const { remaining, daily } of member.orders) {
        page.remaining[order] = Number(remaining);
        page.daily[order++] = Number(daily);
      }
      page.orderStart[i + 1] = order;
    });
    // What an earlier day left there must not matter.
    for (const out of [page.static, page.firstGeneration, page.secondGeneration, page.team, page.sameRank, page.rank])
      out.fill(7);
    return page;
  });
}

/** All that a close may change, member by member, so that it can be compared with the oracle's. */
export interface Closed extends OracleResult {
  balance: bigint;
  owed: bigint;
  teamVolume: bigint;
  remaining: bigint[];
}

export const closedByOracle = (forest: Forest, results: readonly OracleResult[]): Closed[] =>
  forest.map(({ balance, owed, teamVolume, orders }, i) => ({
    ...results[i]!,
    balance,
    owed,
    teamVolume,
    remaining: orders.map((order) => order.remaining),
  }));

export const closedByKernel = (pages: readonly ReleasePage[]): Closed[] =>
  pages.flatMap((page) =>
    Array.from({ length: page.size }, (_, i) => ({
      rank: page.rank[i]!,
      static: BigInt(page.static[i]!),
      firstGeneration: BigInt(page.firstGeneration[i]!),
      secondGeneration: BigInt(page.secondGeneration[i]!),
      team: BigInt(page.team[i]!),
      sameRank: BigInt(page.sameRank[i]!),
      balance: BigInt(page.balance[i]!),
      owed: BigInt(page.owedSpendable[i]!),
      teamVolume: BigInt(page.teamVolume[i]!),
      remaining: Array.from(page.remaining.slice(page.orderStart[i], page.orderStart[i + 1]), BigInt),
    })),
  );

/** Members, one line each: quick to compare, and the first difference is easy to see. */
export const lines = (closed: readonly Closed[]): string =>
  closed
    .map(
      (member, i) =>
        `${i}: ${Object.entries(member)
          .map(([figure, value]) => `${figure} ${value}`)
          .sort()
          .join(', ')}`,
    )
    .join('\n');
