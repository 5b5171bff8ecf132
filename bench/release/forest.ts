import { type Fen, RATE_ONE, type Rate } from '@shared/kernel';
import { createReleasePage, type ReleasePage, type ReleaseTerms } from '@shared/rules/release';

export const SHAPES = ['random', 'power-law', 'chain'] as const;
export type Shape = (typeof SHAPES)[number];

const yuan = (amount: number): Fen => (amount * 100) as Fen;
const hundredths = (rate: number): Rate => (rate * (RATE_ONE / 100)) as Rate;

/** The example plan (rules §4): seven ranks. */
export const terms: ReleaseTerms = {
  referralRates: [hundredths(50), hundredths(30)],
  ranks: [
    { from: yuan(50_000), rate: hundredths(10) },
    { from: yuan(200_000), rate: hundredths(20) },
    { from: yuan(600_000), rate: hundredths(26) },
    { from: yuan(2_000_000), rate: hundredths(32) },
    { from: yuan(6_000_000), rate: hundredths(38) },
    { from: yuan(15_000_000), rate: hundredths(44) },
    { from: yuan(30_000_000), rate: hundredths(50) },
  ],
  sameRankRate: hundredths(3),
  teamVolumeIncludesOwn: false,
};

/** A reproducible source of chance (mulberry32): whole numbers from 0, below a bound. */
function chance(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * bound);
  };
}

/** One member in a thousand joined without a referrer, except in a chain. */
const LONERS_PER_THOUSAND = 1;

function referrersOf(shape: Shape, size: number, below: (bound: number) => number): Int32Array {
  const referrers = new Int32Array(size).fill(-1);
  for (let i = 1; i < size; i++) {
    if (shape === 'chain') referrers[i] = i - 1;
    else if (below(1_000) >= LONERS_PER_THOUSAND) {
      const somebody = below(i);
      // Preferential attachment: half of the newcomers go to the referrer of somebody, who then has more to be found by.
      const popular = shape === 'power-law' && below(2) === 0 && referrers[somebody] !== -1;
      referrers[i] = popular ? referrers[somebody]! : somebody;
    }
  }
  return referrers;
}

/** A forest with orders, as one page in referrer pre-order, and who referred whom by place in it (-1: nobody). */
export interface Forest {
  readonly page: ReleasePage;
  readonly referrer: Int32Array;
}

function placesInPreorder(referrers: Int32Array): { place: Int32Array; depth: Int32Array } {
  const size = referrers.length;
  const firstLine = new Int32Array(size).fill(-1);
  const nextLine = new Int32Array(size).fill(-1);
  const waiting = new Int32Array(size);
  const depth = new Int32Array(size);
  const place = new Int32Array(size);
  let top = 0;
  for (let i = 0; i < size; i++) {
    const referrer = referrers[i]!;
    if (referrer === -1) waiting[top++] = i;
    else {
      nextLine[i] = firstLine[referrer]!;
      firstLine[referrer] = i;
    }
  }
  for (let at = 0; at < size; at++) {
    const member = waiting[--top]!;
    place[member] = at;
    if (referrers[member] !== -1) depth[at] = depth[place[referrers[member]!]!]! + 1;
    for (let line = firstLine[member]!; line !== -1; line = nextLine[line]!) waiting[top++] = line;
  }
  return { place, depth };
}

/** Makes a forest of `members` with `orders` orders at random, the same for the same seed. */
export function makeForest(shape: Shape, members: number, orders: number, seed = 1): Forest {
  const below = chance(seed);
  const referrers = referrersOf(shape, members, below);
  const { place, depth } = placesInPreorder(referrers);
  const page = createReleasePage(members, orders);
  page.depth.set(depth);
  const referrer = new Int32Array(members).fill(-1);
  for (let i = 0; i < members; i++) if (referrers[i] !== -1) referrer[place[i]!] = place[referrers[i]!]!;

  const counts = page.orderStart;
  for (let order = 0; order < orders; order++) counts[below(members) + 1]!++;
  for (let i = 0; i < members; i++) counts[i + 1]! += counts[i]!;
  for (let i = 0; i < members; i++) {
    for (let order = counts[i]!; order < counts[i + 1]!; order++) {
      const cash = 300_000 + below(600_000);
      page.daily[order] = Math.floor((cash * 12) / 1_000);
      page.remaining[order] = below(10) === 0 ? below(5_000) : below(Math.floor((cash * 5) / 2));
      page.ownVolume[i]! += cash;
    }
    page.balance[i] = below(1_000_000);
    if (below(20) === 0) page.volumeToday[i] = 300_000 + below(600_000);
  }
  // As of yesterday: whole downlines, without what was settled today.
  for (let i = members - 1; i >= 0; i--) {
    const to = referrer[i]!;
    if (to !== -1) page.teamVolume[to]! += page.teamVolume[i]! + page.ownVolume[i]!;
  }
  for (let i = 0; i < members; i++) page.ownVolume[i]! += page.volumeToday[i]!;
  return { page, referrer };
}

/** What a close changes, kept so that every run begins with the same. */
interface Snapshot {
  readonly remaining: Float64Array;
  readonly balance: Float64Array;
  readonly teamVolume: Float64Array;
}

export const snapshotOf = ({ remaining, balance, teamVolume }: ReleasePage): Snapshot => ({
  remaining: remaining.slice(),
  balance: balance.slice(),
  teamVolume: teamVolume.slice(),
});

/** Puts a page back to what it was. */
export function restore(page: ReleasePage, snapshot: Snapshot): void {
  page.remaining.set(snapshot.remaining);
  page.balance.set(snapshot.balance);
  page.teamVolume.set(snapshot.teamVolume);
}
