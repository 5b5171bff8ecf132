import { priceOf } from './appreciation';
import { by, ceil, decimal, floor, times, units, whole } from './fraction';
import { amountOf, changedPlanOf, type Scale, written } from './plans';
import { type Random, randomOf } from './random';
import { type EventFile, KINDS, type Kind, type World } from './world';

/** A part of what is held, all of it, a unit more, next to nothing. */
function partOf(random: Random, held: bigint): bigint {
  const parts = [
    held,
    held,
    held,
    held + 1n,
    held - 1n,
    held / 2n,
    1n,
    random.amount(0n, held),
    random.amount(0n, held),
  ];
  const part = random.chance(0.03) ? 0n : random.pick(parts);
  return part < 0n ? 0n : part;
}

const holderOr = <T>(random: Random, all: readonly T[], holds: (one: T) => boolean): T => {
  const holders = all.filter(holds);
  return holders.length > 0 && random.chance(0.9) ? random.pick(holders) : random.pick(all);
};

/** A purchase of any amount, often right at a bound of the plan. */
export function purchaseOf(random: Random, world: World, scale: Scale): EventFile {
  const { plan } = world;
  const bounds = [...(plan.release?.tiers ?? []), ...(plan.release?.ranks ?? [])].map(({ from }) => units(from, 2));
  const unit = units(plan.dividend?.weightUnit ?? '1', 2);
  for (const { from } of plan.dividend?.tiers ?? []) bounds.push(ceil(times(decimal(from), whole(unit))));
  let amount = amountOf(random, scale);
  if (bounds.length > 0 && random.chance(0.4)) {
    const around = random.pick(bounds) + BigInt(random.pick([-1, 0, 0, 1]));
    if (around >= 0n && around < 2n ** 53n) amount = around;
  }
  const member = random.pick(world.members).id;
  return {
    day: world.day,
    type: 'purchase',
    member,
    amount: written(random, amount, 2),
    ...(world.merchants.length > 0 && random.chance(0.15) && { merchant: random.pick(world.merchants).id }),
    ...(random.chance(0.15) && { plans: someKinds(random) }),
  };
}

/** Some of the kinds of plan, in any order. */
export const someKinds = (random: Random): Kind[] =>
  random.pick([[...KINDS], ['release', 'dividend', 'appreciation'] as Kind[]]).filter(() => random.chance(0.5));

/** A reversal of a purchase of the file, as a rule one of which something is left; in parts or whole. */
function reversalOf(random: Random, world: World, events: readonly EventFile[]): EventFile | undefined {
  const open = world.purchases.filter(({ id, amount, reversed }) => id !== undefined && reversed < amount);
  const known = events.flatMap(({ id }) => (id === undefined ? [] : [id]));
  if (known.length === 0) return undefined;
  const order = open.length > 0 && random.chance(0.93) ? random.pick(open) : undefined;
  const purchase = order?.id ?? random.pick(known);
  if (random.chance(0.3)) return { day: world.day, type: 'reverse', purchase };
  const amount = partOf(random, order ? order.amount - order.reversed : 100n);
  return { day: world.day, type: 'reverse', purchase, amount: written(random, amount, 2) };
}

function adjustmentOf(random: Random, world: World, scale: Scale): EventFile {
  const asset = random.pick(['appreciating', 'stable', 'spendable'] as const);
  const field = asset === 'appreciating' ? 'points' : asset;
  const decimals = asset === 'appreciating' ? 6 : 2;
  const { id, [field]: held } = holderOr(random, world.members, (one) => one[field] > 0n);
  const kind = random.pick(['add', 'remove'] as const);
  const amount = kind === 'remove' ? partOf(random, held) : amountOf(random, scale);
  return { day: world.day, type: 'adjust', member: id, asset, [kind]: written(random, amount, decimals) };
}

/** What changes the plans and who takes part in them, and what takes back: now and then. */
function rareEventOf(random: Random, world: World, scale: Scale, events: readonly EventFile[]): EventFile | undefined {
  const { day } = world;
  switch (random.pick(['reverse', 'reverse', 'reverse', 'adjust', 'accept', 'publish'])) {
    case 'reverse':
      return reversalOf(random, world, events);
    case 'adjust':
      return adjustmentOf(random, world, scale);
    case 'accept':
      return { day, type: 'accept', member: random.pick(world.members).id, plan: random.pick(KINDS) };
    default:
      return { day, type: 'publish', plan: changedPlanOf(random, scale, { ...world.plan, ...world.published }) };
  }
}

/** Points to sell or exchange: of what is held, or just about what the exit quota allows. */
function pointsOf(random: Random, world: World, held: bigint, exitQuota: bigint): string {
  const price = priceOf(world);
  if (exitQuota > 0n && price.over > 0n && random.chance(0.5)) {
    const allowed = floor(by(whole(exitQuota), price)) + BigInt(random.integer(-1, 1));
    if (allowed >= 0n && allowed <= held) return written(random, allowed, 6);
  }
  return written(random, partOf(random, held), 6);
}

const allTypes = (world: World): string[] => [
  ...['sell', 'redeem', 'exchange', 'spend'],
  ...(world.merchants.length > 0 ? ['pay', 'merchantRedeem', 'merchantSell'] : []),
];

/** The types for which somebody holds something; all types where nobody does. */
function possibleTypes(world: World): string[] {
  const { members, merchants } = world;
  const types = [
    ...(members.some(({ points }) => points > 0n) ? ['sell', 'redeem', 'exchange', 'exchange'] : []),
    ...(members.some(({ spendable }) => spendable > 0n) ? ['spend'] : []),
    ...(merchants.length > 0 && members.some(({ stable }) => stable > 0n) ? ['pay', 'pay'] : []),
    ...(merchants.some(({ stable }) => stable > 0n) ? ['merchantRedeem'] : []),
    ...(merchants.some(({ points }) => points > 0n) ? ['merchantSell'] : []),
  ];
  return types.length > 0 ? types : allTypes(world);
}

/** An event of the day that the world is at; most that need a holding are given to somebody who holds it. */
export function eventOf(random: Random, world: World, scale: Scale, events: readonly EventFile[]): EventFile {
  const { day } = world;
  const rare = random.chance(0.2) ? rareEventOf(random, world, scale, events) : undefined;
  if (rare) return rare;
  if (random.chance(0.5)) return purchaseOf(random, world, scale);
  const type = random.chance(0.95) ? random.pick(possibleTypes(world)) : random.pick(allTypes(world));
  if (type === 'spend') {
    const { id, spendable } = holderOr(random, world.members, (one) => one.spendable > 0n);
    return { day, type, member: id, amount: written(random, partOf(random, spendable), 2) };
  }
  if (type === 'pay') {
    const { id, stable } = holderOr(random, world.members, (one) => one.stable > 0n);
    const merchant = random.pick(world.merchants).id;
    return { day, type, member: id, merchant, amount: written(random, partOf(random, stable), 2) };
  }
  if (type === 'merchantRedeem') {
    const { id, stable } = holderOr(random, world.merchants, (one) => one.stable > 0n);
    return { day, type, merchant: id, amount: written(random, partOf(random, stable), 2) };
  }
  if (type === 'merchantSell') {
    const { id, points } = holderOr(random, world.merchants, (one) => one.points > 0n);
    return { day, type, merchant: id, points: written(random, partOf(random, points), 6) };
  }
  const { id, points, exitQuota } = holderOr(random, world.members, (one) => one.points > 0n);
  return { day, type, member: id, points: pointsOf(random, world, points, exitQuota) };
}

/** Everybody sells all: with no seed the last one empties the pool. */
export const sellEverything = (world: World): EventFile[] =>
  world.members
    .filter(({ points }) => points > 0n)
    .map(({ id, points }) => ({ day: world.day, type: 'sell', member: id, points: written(randomOf(1), points, 6) }));
