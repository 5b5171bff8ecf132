import { fen, rate } from '@shared/kernel';
import {
  BY_VOLUME,
  closePage,
  createCarry,
  createReleasePage,
  finishForest,
  type ReleasePage,
  type ReleaseTerms,
} from '@shared/rules/release';

const NAMES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
/** The rates of the example plan, with bounds that small amounts reach. */
export const terms: ReleaseTerms = {
  referralRates: [rate(500_000), rate(300_000)],
  ranks: [100_000, 200_000, 260_000, 320_000, 380_000, 440_000, 500_000].map((millionths, k) => ({
    from: fen(5_000_000 * (k + 1)),
    rate: rate(millionths),
  })),
  sameRankRate: rate(30_000),
  teamVolumeIncludesOwn: false,
};

export interface Given {
  readonly depth: number;
  readonly stars?: string;
  readonly orders?: readonly (readonly [remaining: number, daily: number])[];
  readonly balance?: number;
}

/** A page of members given in pre-order, points with two decimals as whole cents. */
export function pageOf(members: readonly Given[]): ReleasePage {
  const page = createReleasePage(members.length, members.flatMap(({ orders = [] }) => orders).length);
  let order = 0;
  members.forEach(({ depth, stars, orders = [], balance = 0 }, i) => {
    page.depth[i] = depth;
    page.handRank[i] = stars === undefined ? BY_VOLUME : NAMES.indexOf(stars) + 1;
    page.balance[i] = balance;
    for (const [remaining, daily] of orders) {
      page.remaining[order] = remaining;
      page.daily[order++] = daily;
    }
    page.orderStart[i + 1] = order;
  });
  return page;
}

/** Closes a forest of one page. */
export function close(page: ReleasePage, plan = terms) {
  const carry = createCarry();
  const credited = closePage(page, carry, plan);
  finishForest(carry);
  return credited;
}
