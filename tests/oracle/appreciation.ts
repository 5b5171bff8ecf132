import { by, ceil, decimal, type Fraction, floor, fraction, least, sum, times, units, whole } from './fraction';
import {
  credit,
  type EventFile,
  LIMIT,
  type Member,
  type Merchant,
  memberOf,
  merchantOf,
  type PlanFile,
  type Purchase,
  Refused,
  type World,
} from './world';

type Plan = NonNullable<PlanFile['appreciation']>;

/** Fen for a millionth of a point. */
export const priceOf = (world: World): Fraction =>
  world.circulating > 0n ? fraction(world.pool, world.circulating) : world.lastPrice;

const sweep = (world: World): void => {
  world.swept += world.pool;
  world.pool = 0n;
};

/** Takes points and what they are paid for out of the pool; the price just before is kept where none are left. */
export function takeOut(world: World, points: bigint, paid: bigint): void {
  const price = priceOf(world);
  world.pool -= paid;
  world.circulating -= points;
  if (world.circulating > 0n) return;
  world.lastPrice = price;
  sweep(world);
}

/** Rules §1, Purchase, of an order that counts; `referrer` only where the referrer has accepted the rules. */
export function buy(world: World, plan: Plan, order: Purchase, buyer: Member, referrer: Member | undefined): void {
  const a = whole(order.amount);
  const gift = decimal(plan.giftRate);
  const referrerGift = decimal(plan.referrerGiftRate);
  const exit = plan.exitMultiple === null ? undefined : decimal(plan.exitMultiple);

  const c = floor(times(a, decimal(plan.contributionRate)));
  const p = priceOf(world);
  let points = floor(by(times(whole(c), gift), p));
  let referrerPoints = referrer ? floor(by(times(whole(c), referrerGift), p)) : 0n;
  const left = units(plan.maxSupply, 6) - world.minted;
  points = least(points, left);
  referrerPoints = least(referrerPoints, left - points);

  world.pool += c;
  world.circulating += points + referrerPoints;
  world.minted += points + referrerPoints;
  order.contribution = c;
  order.buyer.points = points;
  order.referrer.points = referrerPoints;
  if (exit) order.buyer.exitQuota = floor(times(a, exit));
  if (exit && referrer) order.referrer.exitQuota = floor(times(whole(c), referrerGift, exit));
  buyer.points += points;
  credit(buyer, 'exitQuota', order.buyer.exitQuota);
  if (referrer) {
    referrer.points += referrerPoints;
    credit(referrer, 'exitQuota', order.referrer.exitQuota);
  }
  if (world.circulating === 0n) sweep(world);
}

/** Burns points for what they are worth less the fee; answers what they were worth and what was paid out. */
function burn(world: World, n: bigint, held: bigint, feeRate: string): { gross: bigint; payout: bigint } {
  if (n === 0n) throw new Refused('nothing');
  if (n > held) throw new Refused('more than held');
  const price = priceOf(world);
  const gross = floor(times(whole(n), price));
  const payout = gross - ceil(times(whole(gross), decimal(feeRate)));
  if (payout === 0n) throw new Refused('pays nothing');
  takeOut(world, n, payout);
  return { gross, payout };
}

/** Rules §1, Exit quota. */
function takeExitQuota(world: World, plan: Plan, id: string | undefined, gross: bigint): void {
  if (plan.exitMultiple === null) return;
  const member = memberOf(world, id);
  if (gross > member.exitQuota) throw new Refused('past the exit quota');
  member.exitQuota -= gross;
}

/** Rules §1, Sell and Redeem for goods. */
export function sellOrRedeem(world: World, plan: Plan, event: EventFile): void {
  const member = memberOf(world, event.member);
  const n = units(event.points!, 6);
  const isSale = event.type === 'sell';
  const { gross, payout } = burn(world, n, member.points, isSale ? plan.sellFeeRate : plan.redeemFeeRate);
  takeExitQuota(world, plan, event.member, gross);
  member.points -= n;
  if (isSale) member.cash += payout;
}

/** Rules §2, Exchange. */
export function exchange(world: World, plan: Plan, event: EventFile): void {
  const member = memberOf(world, event.member);
  const n = units(event.points!, 6);
  if (n > member.points) throw new Refused('more than held');
  const value = floor(times(whole(n), priceOf(world)));
  if (value === 0n) throw new Refused('worth nothing');
  takeExitQuota(world, plan, event.member, value);
  member.points -= n;
  world.reserve += n;
  member.stable += value;
}

/** Rules §2, Pay. */
export function pay(world: World, event: EventFile): void {
  const member = memberOf(world, event.member);
  const merchant = merchantOf(world, event.merchant);
  const s = units(event.amount!, 2);
  if (s === 0n) throw new Refused('nothing');
  if (merchant.owner === member.id) throw new Refused('the own merchant');
  if (s > member.stable) throw new Refused('more than held');
  member.stable -= s;
  merchant.stable += s;
}

/** Rules §2, Merchant redeems. */
export function merchantRedeem(world: World, event: EventFile): void {
  const merchant: Merchant = merchantOf(world, event.merchant);
  const s = units(event.amount!, 2);
  if (s > merchant.stable) throw new Refused('more than held');
  const points = s === 0n ? 0n : floor(by(whole(s), priceOf(world)));
  if (points === 0n) throw new Refused('worth no point');
  merchant.stable -= s;
  merchant.points += points;
  world.reserve -= points;
}

/** Rules §2: a merchant sells at any time, with sellFeeRate. */
export function merchantSell(world: World, plan: Plan, event: EventFile): void {
  const merchant = merchantOf(world, event.merchant);
  const n = units(event.points!, 6);
  const { payout } = burn(world, n, merchant.points, plan.sellFeeRate);
  merchant.points -= n;
  merchant.cash += payout;
}

export interface ForcedExit {
  readonly member: string;
  readonly points: bigint;
  readonly gross: bigint;
  readonly fee: bigint;
  /** After the fee, and after what a full balance cuts, which stays in the pool (rules §5). */
  readonly paid: bigint;
}

/** Rules §1, Forced exit: everyone at the pool and circulation of its beginning. */
export function forceExits(world: World, plan: Plan): ForcedExit[] {
  if (plan.exitMultiple === null || world.circulating === 0n) return [];
  const price = priceOf(world);
  const exits: ForcedExit[] = [];
  for (const member of world.members) {
    const q = member.exitQuota;
    if (q === 0n || floor(times(whole(member.points), price)) < q) continue;
    const points = ceil(by(whole(q), price));
    const gross = least(floor(times(whole(points), price)), q);
    const fee = ceil(times(whole(gross), decimal(plan.sellFeeRate)));
    const paid = least(gross - fee, LIMIT - 1n - member.cash);
    if (paid === 0n) continue;
    member.points -= points;
    member.exitQuota = 0n;
    member.cash += paid;
    exits.push({ member: member.id, points, gross, fee, paid });
  }
  takeOut(world, sum(exits.map(({ points }) => points)), sum(exits.map(({ paid }) => paid)));
  // A close can't be refused: a sum that would reach 2^53 stops below it.
  world.swept = least(world.swept, LIMIT - 1n);
  return exits;
}
