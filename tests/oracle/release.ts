import { closeByDefinition } from './closeByDefinition';
import { decimal, floor, least, times, units, whole } from './fraction';
import {
  type EventFile,
  LIMIT,
  type Member,
  memberOf,
  ordersOf,
  type PlanFile,
  type Purchase,
  Refused,
  type World,
} from './world';

type Plan = NonNullable<PlanFile['release']>;

/** Rules §4, Order: tier, multiple and daily of so much cash; nothing is granted below the first tier. */
export function grantOf(plan: Plan, amount: bigint): { level: number; granted: bigint; daily: bigint } {
  const reached = plan.tiers.filter(({ from }) => units(from, 2) <= amount);
  const multiple = reached.at(-1)?.multiple ?? '0';
  return {
    level: reached.length,
    granted: floor(times(whole(amount), decimal(multiple))),
    daily: floor(times(whole(amount), decimal(plan.dailyRate))),
  };
}

/** Books an order that counts for the release: as volume, and with what it is granted. */
export function grantRelease(plan: Plan, order: Purchase, buyer: Member): void {
  const grant = grantOf(plan, order.amount);
  buyer.bought += order.amount;
  order.release = { plan, isListed: grant.level > 0, ...grant, remaining: grant.granted };
}

/** Uses spendable points. */
export function spend(world: World, event: EventFile): void {
  const member = memberOf(world, event.member);
  const amount = units(event.amount!, 2);
  if (amount === 0n) throw new Refused('nothing');
  if (amount > member.spendable) throw new Refused('more than held');
  member.spendable -= amount;
}

export interface ReleaseLine {
  readonly member: string;
  readonly static: bigint;
  readonly referral1: bigint;
  readonly referral2: bigint;
  readonly team: bigint;
  readonly sameRank: bigint;
}

const millionths = (rate: string): bigint => units(rate, 6);

/** Rules §4, Daily close: orders of earlier days, whole volumes instead of those of yesterday and today. */
export function closeRelease(world: World, plan: Plan): ReleaseLine[] {
  const orders = world.members.map((member) =>
    ordersOf(world, member).flatMap(({ day, release }) => (day < world.day ? [release] : [])),
  );
  const people = world.members.map((member, at) => ({
    referrer: world.members.findIndex(({ id }) => id === member.referrer),
    orders: orders[at]!,
    balance: member.spendable,
    owed: member.owed.spendable,
    volumeToday: member.bought,
    ownVolume: member.bought,
    teamVolume: 0n,
    handRank: -1,
  }));
  const results = closeByDefinition(people, {
    referralRates: [millionths(plan.referralRates[0]!), millionths(plan.referralRates[1]!)],
    ranks: plan.ranks.map(({ from, rate }) => ({ from: units(from, 2), rate: millionths(rate) })),
    sameRankRate: millionths(plan.sameRankRate),
    teamVolumeIncludesOwn: plan.teamVolumeIncludesOwn,
  });
  return results.map(({ rank, firstGeneration, secondGeneration, ...line }, at) => {
    const member = world.members[at]!;
    const { balance, owed, teamVolume } = people[at]!;
    member.spendable = balance;
    member.owed.spendable = owed;
    member.rank = rank;
    member.teamVolume = least(LIMIT - 1n, teamVolume + (plan.teamVolumeIncludesOwn ? member.bought : 0n));
    return { member: member.id, referral1: firstGeneration, referral2: secondGeneration, ...line };
  });
}
