import { priceOf, takeOut } from './appreciation';
import { ceil, floor, fraction, least, times, units, whole } from './fraction';
import { grantOf } from './release';
import { type EventFile, type Gift, type Member, memberOf, Refused, type World } from './world';

/** Rules §5, A reversal after settlement, point by point. */
export function reverse(world: World, event: EventFile): void {
  const order = world.purchases.find(({ id }) => id !== undefined && id === event.purchase);
  if (!order) throw new Refused('not settled');
  const a = order.amount;
  const before = order.reversed;
  const b = event.amount === undefined ? a - before : units(event.amount, 2);
  if (b === 0n || before + b > a) throw new Refused('not so much');
  const B = before + b;
  const part = (g: bigint): bigint => ceil(fraction(g * B, a)) - ceil(fraction(g * before, a));
  const buyer = memberOf(world, order.member);
  const referrer = buyer.referrer === undefined ? undefined : memberOf(world, buyer.referrer);

  // 1. Points, bought back in one step.
  const takePoints = (from: Member, gift: Gift): bigint => {
    const taken = least(part(gift.points), from.points);
    from.points -= taken;
    return taken;
  };
  const n = takePoints(buyer, order.buyer) + (referrer ? takePoints(referrer, order.referrer) : 0n);
  const cPart = part(order.contribution);
  const r = n === 0n ? 0n : least(floor(times(whole(n), priceOf(world))), cPart);
  if (n > 0n) takeOut(world, n, r);

  // 2. Exit quota, quota, weight; of the first two the rest is owed.
  const takeExitQuota = (from: Member, gift: Gift): bigint => {
    const t = part(gift.exitQuota);
    const taken = least(t, from.exitQuota);
    from.exitQuota -= taken;
    return t - taken;
  };
  const takeQuotaAndWeight = (from: Member, gift: Gift): void => {
    const t = part(gift.quota);
    const taken = least(t, from.quota);
    from.quota -= taken;
    from.owed.quota += t - taken;
    from.weight -= least(part(gift.weight), from.weight);
    // Today's first: what is left of it may have been there the day before.
    from.quotaBefore = least(from.quotaBefore, from.quota);
    from.weightBefore = least(from.weightBefore, from.weight);
  };
  const newExitQuota = takeExitQuota(buyer, order.buyer);
  takeQuotaAndWeight(buyer, order.buyer);
  if (referrer) {
    referrer.owed.exitQuota += takeExitQuota(referrer, order.referrer);
    takeQuotaAndWeight(referrer, order.referrer);
  }

  // 3. The release, as of an order of a - B; 4. the volume.
  const { release } = order;
  if (release) {
    const now = grantOf(release.plan, a - B);
    const granted = least(now.granted, release.granted);
    const difference = release.granted - granted;
    const cancelled = least(difference, release.remaining);
    const taken = least(difference - cancelled, buyer.spendable);
    release.remaining -= cancelled;
    buyer.spendable -= taken;
    buyer.owed.spendable += difference - cancelled - taken;
    release.granted = granted;
    release.daily = now.daily;
    release.level = now.level;
    buyer.bought -= b;
  }

  // 5. What may be paid back.
  const kept = cPart - r;
  const dPart = ceil(times(whole(b), order.dividendShares));
  let x = b - kept - dPart;
  if (x < 0n) x = 0n;
  const settledByKept = least(kept, newExitQuota);
  const withhold = (owed: bigint): bigint => {
    const settled = least(x, owed);
    x -= settled;
    return settled;
  };
  buyer.owed.quota -= withhold(buyer.owed.quota);
  buyer.owed.spendable -= withhold(buyer.owed.spendable);
  const leftOfNew = newExitQuota - settledByKept;
  buyer.owed.exitQuota += leftOfNew - withhold(leftOfNew);
  order.reversed = B;
  world.reversal = { recovered: r, refundable: x };
}
