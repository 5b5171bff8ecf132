import { decimal, type Fraction, floor, isMore, least, minus, plus, sum, times, units, whole } from './fraction';
import {
  downlineOf,
  type EventFile,
  LIMIT,
  type Member,
  memberOf,
  type Order,
  type PlanFile,
  Refused,
  teamVolumeOf,
  uplineOf,
  type World,
} from './world';

type Plan = NonNullable<PlanFile['release']>;

/** Rules §4, Order: nothing is granted below the first tier. */
export function grantRelease(world: World, plan: Plan, event: EventFile): void {
  const amount = units(event.amount!, 2);
  const member = memberOf(world, event.member);
  plan.tiers.forEach((tier, index) => {
    if (units(tier.from, 2) <= amount) member.level = Math.max(member.level, index + 1);
  });
  const tier = plan.tiers.filter(({ from }) => units(from, 2) <= amount).at(-1);
  if (!tier) return;
  const granted = floor(times(whole(amount), decimal(tier.multiple)));
  const daily = floor(times(whole(amount), decimal(plan.dailyRate)));
  member.orders.push({ day: world.day, amount, granted, daily, remaining: granted });
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

/** Rules §4, Daily close: the statics first, then every bonus by walking the tree for every member. */
export function closeRelease(world: World, plan: Plan): ReleaseLine[] {
  const older = (member: Member): Order[] => member.orders.filter(({ day }) => day < world.day);
  // A static that a full balance cuts is released only as far as it fits (rules §5).
  const staticOf = new Map(
    world.members.map((member) => [
      member.id,
      least(sum(older(member).map(({ remaining, daily }) => least(remaining, daily))), LIMIT - 1n - member.spendable),
    ]),
  );
  const s = (member: Member): bigint => staticOf.get(member.id)!;
  for (const member of world.members) {
    member.teamVolume = teamVolumeOf(world, member, plan.teamVolumeIncludesOwn);
    member.rank = plan.ranks.filter(({ from }) => units(from, 2) <= member.teamVolume).length;
  }
  const rateOf = (member: Member): Fraction =>
    member.rank === 0 ? whole(0n) : decimal(plan.ranks[member.rank - 1]!.rate);

  const direct = (member: Member): Member[] => world.members.filter(({ referrer }) => referrer === member.id);
  const second = (member: Member): Member[] => direct(member).flatMap(direct);

  const team = (i: Member): bigint => {
    let due = whole(0n);
    for (const x of downlineOf(world, i)) {
      const line = uplineOf(world, x);
      const between = line.slice(0, line.indexOf(i));
      let highest = whole(0n);
      for (const rate of between.map(rateOf)) if (isMore(rate, highest)) highest = rate;
      const difference = minus(rateOf(i), highest);
      if (difference.over > 0n) due = plus(due, times(difference, whole(s(x))));
    }
    return floor(due);
  };

  const sameRank = (i: Member): bigint => {
    let due = whole(0n);
    for (const y of downlineOf(world, i)) {
      if (y.rank < 1) continue;
      const nearest = uplineOf(world, y).find(({ rank }) => rank >= y.rank);
      if (nearest !== i || i.rank !== y.rank) continue;
      due = plus(due, times(decimal(plan.sameRankRate), whole(sum(downlineOf(world, y).map(s)))));
    }
    return floor(due);
  };

  const due = world.members.map((member) => ({
    member,
    bonuses: [
      floor(times(decimal(plan.referralRates[0]!), whole(sum(direct(member).map(s))))),
      floor(times(decimal(plan.referralRates[1]!), whole(sum(second(member).map(s))))),
      team(member),
      sameRank(member),
    ],
  }));

  /** Takes from one order what it holds and what the member's credit has room for. */
  const take = (member: Member, order: Order, wanted: bigint): bigint => {
    const taken = least(wanted, order.remaining, LIMIT - 1n - member.spendable);
    order.remaining -= taken;
    member.spendable += taken;
    return taken;
  };

  return due.map(({ member, bonuses }) => {
    const released = sum(older(member).map((order) => take(member, order, order.daily)));
    const paid = bonuses.map((bonus) => {
      let left = bonus;
      for (const order of older(member)) left -= take(member, order, left);
      return bonus - left;
    });
    return {
      member: member.id,
      static: released,
      referral1: paid[0]!,
      referral2: paid[1]!,
      team: paid[2]!,
      sameRank: paid[3]!,
    };
  });
}
