import { fen, rate } from '@shared/kernel';
import {
  BY_VOLUME,
  carryFromJson,
  carryToJson,
  closePage,
  createCarry,
  createReleasePage,
  type ReleasePage,
  type ReleaseTerms,
} from '@shared/rules/release';
import type { NarrowCarry } from '@shared/rules/release/carry';
import { close } from './example';

const LENGTH = 100_000;

const terms: ReleaseTerms = {
  referralRates: [rate(500_000), rate(300_000)],
  ranks: [
    { from: fen(5_000_000), rate: rate(100_000) },
    { from: fen(20_000_000), rate: rate(200_000) },
    { from: fen(60_000_000), rate: rate(200_000) },
    { from: fen(1_500_000_000), rate: rate(440_000) },
    { from: fen(3_000_000_000), rate: rate(500_000) },
  ],
  sameRankRate: rate(30_000),
  teamVolumeIncludesOwn: false,
};

/** A chain in which everybody referred one: figures differ from member to member, and repeat only after 7 × 11 × 13. */
function chain(handRank: (i: number) => number): ReleasePage {
  const page = createReleasePage(LENGTH, LENGTH);
  for (let i = 0; i < LENGTH; i++) {
    page.depth[i] = i;
    page.orderStart[i + 1] = i + 1;
    page.daily[i] = 3_000 + (i % 7) * 101;
    page.remaining[i] = 4_000_000_000 + (i % 11) * 1_000_003;
    page.volumeToday[i] = (i % 13) * 1_000;
    page.handRank[i] = handRank(i);
  }
  return page;
}

/** What the definition comes to on a chain (rules §4): who is below i is whoever stands behind it. */
function expectedOnChain(page: ReleasePage) {
  const released = Array.from({ length: LENGTH }, (_, i) => Math.min(page.remaining[i]!, page.daily[i]!));
  const after = (figures: ArrayLike<number>) => {
    const sums = new Float64Array(LENGTH + 1);
    for (let i = LENGTH - 1; i >= 0; i--) sums[i] = sums[i + 1]! + figures[i]!;
    return (i: number) => sums[i + 1]!;
  };
  const staticBelow = after(released);
  const cashBelow = after(page.volumeToday);
  const ranks = released.map((_, i) => {
    if (page.handRank[i] !== BY_VOLUME) return page.handRank[i]!;
    return terms.ranks.filter(({ from }) => from <= cashBelow(i)).length;
  });
  const rates = ranks.map((rank) => (rank === 0 ? 0 : terms.ranks[rank - 1]!.rate));
  const share = (of: number, at: number) => Number((BigInt(of) * BigInt(at)) / 1_000_000n);

  /** Down from i, as long as nobody passed has a rate as high. */
  const team = (i: number) => {
    let due = 0n;
    let highest = 0;
    for (let x = i + 1; x < LENGTH && highest < rates[i]!; x++) {
      due += BigInt(rates[i]! - highest) * BigInt(released[x]!);
      highest = Math.max(highest, rates[x]!);
    }
    return Number(due / 1_000_000n);
  };
  /** Down from i: the first of its rank is the only one for whom i is nearest, unless one of a higher rank comes first. */
  const sameRank = (i: number) => {
    if (ranks[i] === 0) return 0;
    let y = i + 1;
    while (y < LENGTH && ranks[y]! < ranks[i]!) y++;
    return y < LENGTH && ranks[y] === ranks[i] ? share(staticBelow(y), terms.sameRankRate) : 0;
  };
  return released.map((own, i) => ({
    rank: ranks[i]!,
    static: own,
    firstGeneration: share(released[i + 1] ?? 0, terms.referralRates[0]),
    secondGeneration: share(released[i + 2] ?? 0, terms.referralRates[1]),
    team: team(i),
    sameRank: sameRank(i),
    teamVolume: cashBelow(i),
  }));
}

const closedChain = (page: ReleasePage) =>
  Array.from({ length: LENGTH }, (_, i) => ({
    rank: page.rank[i]!,
    static: page.static[i]!,
    firstGeneration: page.firstGeneration[i]!,
    secondGeneration: page.secondGeneration[i]!,
    team: page.team[i]!,
    sameRank: page.sameRank[i]!,
    teamVolume: page.teamVolume[i]!,
  }));

/** A scattering that repeats for nobody, the same on each run. */
const scattered = (i: number, over: number) => Math.imul(i + 1, 0x9e3779b1) % over;

describe.each([
  ['all ranks by volume', () => BY_VOLUME],
  ['some ranks set by hand, above and below their volume', (i: number) => (scattered(i, 9) === 0 ? i % 6 : BY_VOLUME)],
  [
    'all ranks set by hand, high ones rare',
    (i: number) => (scattered(i, 500) === 0 ? 1 + (i % 5) : scattered(i, 2) === 0 ? 1 : 0),
  ],
  ['one rank, at the top', (i: number) => (i === 0 ? 5 : 0)],
])('a chain of 100,000: %s', (_, handRank: (i: number) => number) => {
  test('is paid as its definition comes to', () => {
    const page = chain(handRank);
    const expected = expectedOnChain(page);
    close(page, terms);
    const closed = closedChain(page);
    expect(closed.findIndex((member, i) => JSON.stringify(member) !== JSON.stringify(expected[i]))).toBe(-1);
    expect(new Set(closed.map(({ rank }) => rank)).size).toBeGreaterThan(1);
  });

  test('holds one level, whatever its length, and as many pending entries as ranks', () => {
    const carry = createCarry();
    closePage(chain(handRank), carry, terms);
    expect(carry.state).toMatchObject({ form: 'narrow', top: 1 });
    // Entries taken over are given back: the store has not grown.
    const { links, pending } = carry.state as NarrowCarry;
    const { links: freshLinks, pending: freshPending } = createCarry().state as NarrowCarry;
    expect([links.length, pending.links.length]).toEqual([freshLinks.length, freshPending.links.length]);
    const text = carryToJson(carry);
    expect(text.length).toBeLessThan(300);
    expect(carryToJson(carryFromJson(text))).toBe(text);
  });
});
