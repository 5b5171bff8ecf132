import { BY_VOLUME } from '@shared/rules';
import { Chance } from '../../localcloud/seed/chance';
import { type Crowd, memberIdOf, orderIdOf, PAGE_SIZE, pageIdOf } from './crowd';
import { type PageDocument, packed } from './live';

const MOST_QUOTA_FEN = 2_000_000;
const MOST_WEIGHT_MICRO_SHARES = 60_000_000;
const MOST_CASH_FEN = 500_000;
/** Out of a hundred members. */
const WITH_QUOTA = 70;
const WITH_WEIGHT = 80;

/** One page of a crowd as the close before left it: its figures follow from the crowd and its number alone. */
export function pageOf({ members, release }: Crowd, page: number): PageDocument {
  const chance = new Chance(page + 1);
  const from = page * PAGE_SIZE;
  const to = Math.min(from + PAGE_SIZE, members);
  const numbers = Array.from({ length: to - from }, (_, at) => from + at);
  const [firstOrder, endOfOrders] = [release.orderStart[from]!, release.orderStart[to]!];
  const orderNumbers = Array.from({ length: endOfOrders - firstOrder }, (_, at) => firstOrder + at);
  const quota = numbers.map(() => (chance.happens(WITH_QUOTA) ? chance.below(MOST_QUOTA_FEN) : 0));
  const columns = {
    members: numbers.map(memberIdOf),
    depth: numbers.map((number) => release.depth[number]!),
    orderCount: numbers.map((number) => release.orderStart[number + 1]! - release.orderStart[number]!),
    orders: orderNumbers.map(orderIdOf),
    remaining: orderNumbers.map((order) => release.remaining[order]!),
    daily: orderNumbers.map((order) => release.daily[order]!),
    quota,
    weight: numbers.map(() => (chance.happens(WITH_WEIGHT) ? chance.below(MOST_WEIGHT_MICRO_SHARES) : 0)),
    quotaGiven: quota.map((left) => left + chance.below(MOST_QUOTA_FEN)),
    cash: numbers.map(() => chance.below(MOST_CASH_FEN)),
    spendable: numbers.map((number) => release.balance[number]!),
    owedSpendable: numbers.map(() => 0),
    ownVolume: numbers.map((number) => release.ownVolume[number]! - release.volumeToday[number]!),
    teamVolume: numbers.map((number) => release.teamVolume[number]!),
    ownPoints: numbers.map(() => 0),
    handRank: numbers.map(() => BY_VOLUME),
    rank: numbers.map(() => 0),
  };
  return { _id: pageIdOf(page), day: '', ...packed(columns), splits: [], cameFrom: null };
}
