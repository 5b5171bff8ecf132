import { adjust } from './adjust';
import * as appreciation from './appreciation';
import { closeDividend, type DividendPaid, grantDividend } from './dividend';
import { fraction, halfUp, shown, sum, times, units, whole } from './fraction';
import { writtenOut } from './presets';
import { closeRelease, grantRelease, type ReleaseLine, spend } from './release';
import { reverse } from './reverse';
import {
  type EventFile,
  type Kind,
  LIMIT,
  levelOf,
  memberOf,
  merchantOf,
  newWorld,
  ordersOf,
  type Purchase,
  Refused,
  type ScenarioFile,
  teamVolumeOf,
  uplineOf,
  type World,
} from './world';

const nothing = () => ({ points: 0n, exitQuota: 0n, quota: 0n, weight: 0n });

/** One purchase: each plan that counts it, and the turnover of the day (rules §5 Who counts). */
function purchase(world: World, event: EventFile): void {
  const { plan } = world;
  const amount = units(event.amount!, 2);
  if (amount === 0n) throw new Refused('nothing');
  const buyer = memberOf(world, event.member);
  const referrer = buyer.referrer === undefined ? undefined : memberOf(world, buyer.referrer);
  const isOwnShop = event.merchant !== undefined && merchantOf(world, event.merchant).owner === buyer.id;
  const counts = (kind: Kind): boolean =>
    !isOwnShop && buyer.accepted.includes(kind) && (event.plans === undefined || event.plans.includes(kind));
  const taking = (kind: Kind) => (referrer?.accepted.includes(kind) ? referrer : undefined);
  const order: Purchase = {
    id: event.id,
    day: world.day,
    member: buyer.id,
    amount,
    reversed: 0n,
    contribution: 0n,
    buyer: nothing(),
    referrer: nothing(),
    dividendShares: whole(0n),
    release: undefined,
  };
  world.purchases.push(order);
  if (plan.dividend ? counts('dividend') : !isOwnShop) world.turnover += amount;
  if (plan.appreciation && counts('appreciation'))
    appreciation.buy(world, plan.appreciation, order, buyer, taking('appreciation'));
  if (plan.dividend && counts('dividend')) grantDividend(plan.dividend, order, buyer, taking('dividend'));
  if (plan.release && counts('release')) grantRelease(plan.release, order, buyer);
}

function play(world: World, event: EventFile): void {
  const { appreciation: points, release } = world.plan;
  if (event.type === 'purchase') purchase(world, event);
  else if (event.type === 'reverse') reverse(world, event);
  else if (event.type === 'adjust') adjust(world, event);
  else if (event.type === 'accept') {
    const member = memberOf(world, event.member);
    member.accepted = [...member.accepted, event.plan as Kind];
  } else if (event.type === 'publish') world.published = { ...world.published, ...writtenOut(event.plan!) };
  else if (event.type === 'spend') {
    if (!release) throw new Refused('the release is off');
    spend(world, event);
  } else if (!points) throw new Refused('appreciation is off');
  else if (event.type === 'sell' || event.type === 'redeem') appreciation.sellOrRedeem(world, points, event);
  else if (event.type === 'exchange') appreciation.exchange(world, points, event);
  else if (event.type === 'pay') appreciation.pay(world, event);
  else if (event.type === 'merchantRedeem') appreciation.merchantRedeem(world, event);
  else if (event.type === 'merchantSell') appreciation.merchantSell(world, points, event);
  else throw new Error(`no event ${event.type}`);
}

/** Every amount that is stored, each of which has to stay below 2^53 (rules §0). */
const storedAmounts = (world: World): bigint[] => [
  world.turnover,
  world.pool,
  world.circulating,
  world.minted,
  world.reserve,
  world.swept,
  ...world.members.flatMap(({ cash, stable, points, exitQuota, quota, weight, spendable, owed }) => [
    ...[cash, stable, points, exitQuota, quota, weight, spendable],
    ...Object.values(owed),
  ]),
  ...world.purchases.flatMap(({ release }) => (release ? [release.granted, release.remaining] : [])),
  ...world.merchants.flatMap(({ stable, points, cash }) => [stable, points, cash]),
];

/** The team volumes that an event can have raised: the buyer's and those of the line above. */
function raisedTeamVolumes(world: World, event: EventFile): bigint[] {
  const { release } = world.plan;
  if (!release || event.type !== 'purchase' || !world.purchases.at(-1)?.release) return [];
  const buyer = memberOf(world, event.member);
  const line = [buyer, ...uplineOf(world, buyer)];
  return line.map((member) => teamVolumeOf(world, member, release.teamVolumeIncludesOwn));
}

const copyOf = (world: World): World => ({
  ...world,
  members: world.members.map((member) => ({ ...member, owed: { ...member.owed } })),
  merchants: world.merchants.map((merchant) => ({ ...merchant })),
  purchases: world.purchases.map((order) => ({ ...order, release: order.release && { ...order.release } })),
  reversal: undefined,
});

/** The world after an event, or undefined where the event is refused, whole. */
export function after(world: World, event: EventFile): World | undefined {
  const next = copyOf(world);
  try {
    play(next, event);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
  for (const amount of [...storedAmounts(next), ...raisedTeamVolumes(next, event)]) {
    if (amount < 0n) throw new Error(`negative after ${JSON.stringify(event)}`);
    if (amount >= LIMIT) return undefined;
  }
  return next;
}

const fen = (amount: bigint): string => shown(amount, 2);
const micro = (amount: bigint): string => shown(amount, 6);

export interface Closed {
  readonly day: Record<string, unknown>;
  readonly credits: readonly { readonly member: string; readonly line: Record<string, unknown> }[];
}

/** The daily close: dividends, the release, the forced exit; then the next day begins. */
export function close(world: World, start: string): Closed {
  const { plan } = world;
  const dividend: DividendPaid | undefined = plan.dividend && closeDividend(world, plan.dividend);
  const release: ReleaseLine[] | undefined = plan.release && closeRelease(world, plan.release);
  const exits = plan.appreciation ? appreciation.forceExits(world, plan.appreciation) : [];

  const date = new Date(`${start}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + world.day - 1);
  const day: Record<string, unknown> = {
    day: world.day,
    date: date.toISOString().slice(0, 10),
    turnover: fen(world.turnover),
  };
  if (plan.appreciation)
    day.appreciation = {
      pool: fen(world.pool),
      circulating: micro(world.circulating),
      minted: micro(world.minted),
      burned: micro(world.minted - world.circulating),
      // Fen for a millionth into ten-thousandths of a yuan for a point.
      price: shown(halfUp(times(appreciation.priceOf(world), fraction(10000n * 1000000n, 100n))), 4),
      reservePoints: micro(world.reserve),
      stableOutstanding: fen(sum([...world.members, ...world.merchants].map(({ stable }) => stable))),
      sweptToPlatform: fen(world.swept),
      forcedExits: exits.map(({ member, points, gross, fee }) => ({
        member,
        points: micro(points),
        gross: fen(gross),
        fee: fen(fee),
      })),
    };
  if (dividend)
    day.dividend = {
      proportionalPool: fen(dividend.proportionalPool),
      tierPool: fen(dividend.tierPool),
      paidProportional: fen(sum(dividend.lines.map(({ proportional }) => proportional))),
      paidTier: fen(sum(dividend.lines.map(({ tier }) => tier))),
      carried: fen(dividend.carried),
      returned: fen(dividend.returned),
    };
  const kinds = ['static', 'referral1', 'referral2', 'team', 'sameRank'] as const;
  if (release)
    day.release = Object.fromEntries(kinds.map((kind) => [kind, fen(sum(release.map((line) => line[kind])))]));

  const credits = world.members.flatMap(({ id }) => {
    const shares = dividend?.lines.find(({ member }) => member === id);
    const released = release?.find(({ member }) => member === id);
    const exit = exits.find(({ member }) => member === id);
    const line: Record<string, bigint> = { proportional: shares?.proportional ?? 0n, tier: shares?.tier ?? 0n };
    for (const kind of kinds) line[kind] = released?.[kind] ?? 0n;
    line.forcedExit = exit?.paid ?? 0n;
    if (Object.values(line).every((amount) => amount === 0n)) return [];
    const figures = Object.entries(line).map(([name, amount]) => [name, fen(amount)]);
    return [{ member: id, line: { day: world.day, ...Object.fromEntries(figures) } }];
  });

  world.day += 1;
  world.turnover = 0n;
  world.plan = { ...plan, ...world.published };
  world.published = {};
  for (const member of world.members) {
    member.quotaBefore = member.quota;
    member.weightBefore = member.weight;
  }
  return { day, credits };
}

/** What a whole run came to. */
interface Run {
  readonly world: World;
  readonly closes: readonly Closed[];
  readonly reversals: readonly { readonly event: number; readonly recovered: bigint; readonly refundable: bigint }[];
  readonly refused: readonly number[];
}

/** The result as it is printed, from what is left at the end. */
export function resultOf(file: ScenarioFile, { world, closes, reversals, refused }: Run): unknown {
  const credits = closes.flatMap((closed) => closed.credits);
  const owes = ({ owed }: World['members'][number]) => Object.values(owed).some((amount) => amount > 0n);
  return {
    title: file.title ?? '',
    days: closes.map(({ day }) => day),
    members: Object.fromEntries(
      world.members.map((member) => [
        member.id,
        {
          cash: fen(member.cash),
          stable: fen(member.stable),
          appreciating: micro(member.points),
          exitQuota: fen(member.exitQuota),
          quota: fen(member.quota),
          weight: micro(member.weight),
          spendable: fen(member.spendable),
          ...(owes(member) && {
            owed: Object.fromEntries(Object.entries(member.owed).map(([asset, amount]) => [asset, fen(amount)])),
          }),
          level: levelOf(world, member),
          rank: member.rank,
          teamVolume: fen(member.teamVolume),
          orders: ordersOf(world, member).map(({ day, amount, reversed, release: { granted, remaining } }) => ({
            day,
            amount: fen(amount - reversed),
            granted: fen(granted),
            remaining: fen(remaining),
          })),
          days: credits.filter((credit) => credit.member === member.id).map(({ line }) => line),
        },
      ]),
    ),
    merchants: Object.fromEntries(
      world.merchants.map(({ id, stable, points, cash }) => [
        id,
        { stable: fen(stable), appreciating: micro(points), cash: fen(cash) },
      ]),
    ),
    ...(reversals.length > 0 && {
      reversals: reversals
        .toSorted((x, y) => x.event - y.event)
        .map(({ event, recovered, refundable }) => ({
          event,
          recovered: fen(recovered),
          refundable: fen(refundable),
        })),
    }),
    refused: refused.toSorted((a, b) => a - b).map((event) => ({ event })),
  };
}

/** Plays a valid scenario; presets written out beforehand. */
export function referenceResult(file: ScenarioFile): unknown {
  let world = newWorld(file);
  const refused: number[] = [];
  const closes: Closed[] = [];
  const reversals: Run['reversals'][number][] = [];
  for (let day = 1; day <= file.days; day += 1) {
    (file.events ?? []).forEach((event, index) => {
      if (event.day !== day) return;
      const next = after(world, event);
      if (!next) {
        refused.push(index);
        return;
      }
      world = next;
      if (next.reversal) reversals.push({ event: index, ...next.reversal });
    });
    closes.push(close(world, file.start));
  }
  return resultOf(file, { world, closes, reversals, refused });
}
