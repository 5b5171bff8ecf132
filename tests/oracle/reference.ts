import * as appreciation from './appreciation';
import { closeDividend, type DividendPaid, grantDividend } from './dividend';
import { fraction, halfUp, shown, sum, times, units } from './fraction';
import { closeRelease, grantRelease, type ReleaseLine, spend } from './release';
import {
  type EventFile,
  LIMIT,
  memberOf,
  newWorld,
  type PlanFile,
  Refused,
  type ScenarioFile,
  teamVolumeOf,
  uplineOf,
  type World,
} from './world';

/** One purchase: the turnover of the day whatever plans are on, then each plan that is on. */
function purchase(world: World, plan: PlanFile, event: EventFile): void {
  const amount = units(event.amount!, 2);
  if (amount === 0n) throw new Refused('nothing');
  world.turnover += amount;
  memberOf(world, event.member).bought += amount;
  if (plan.appreciation) appreciation.buy(world, plan.appreciation, event);
  if (plan.dividend) grantDividend(world, plan.dividend, event);
  if (plan.release) grantRelease(world, plan.release, event);
}

function play(world: World, plan: PlanFile, event: EventFile): void {
  const { appreciation: points, release } = plan;
  if (event.type === 'purchase') purchase(world, plan, event);
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
  ...world.members.flatMap((member) => [
    member.cash,
    member.stable,
    member.points,
    member.exitQuota,
    member.quota,
    member.weight,
    member.spendable,
    ...member.orders.flatMap(({ granted, remaining }) => [granted, remaining]),
  ]),
  ...world.merchants.flatMap(({ stable, points, cash }) => [stable, points, cash]),
];

/** The team volumes that an event can have raised: the buyer's and those of the line above. */
function raisedTeamVolumes(world: World, { release }: PlanFile, event: EventFile): bigint[] {
  if (!release || event.type !== 'purchase') return [];
  const buyer = memberOf(world, event.member);
  const line = [buyer, ...uplineOf(world, buyer)];
  return line.map((member) => teamVolumeOf(world, member, release.teamVolumeIncludesOwn));
}

const copyOf = (world: World): World => ({
  ...world,
  members: world.members.map((member) => ({ ...member, orders: member.orders.map((order) => ({ ...order })) })),
  merchants: world.merchants.map((merchant) => ({ ...merchant })),
});

/** The world after an event, or undefined where the event is refused, whole. */
export function after(world: World, plan: PlanFile, event: EventFile): World | undefined {
  const next = copyOf(world);
  try {
    play(next, plan, event);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
  for (const amount of [...storedAmounts(next), ...raisedTeamVolumes(next, plan, event)]) {
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
export function close(world: World, plan: PlanFile, start: string): Closed {
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
  for (const member of world.members) {
    member.quotaBefore = member.quota;
    member.weightBefore = member.weight;
  }
  return { day, credits };
}

/** The result as it is printed, from what is left at the end. */
export function resultOf(
  file: ScenarioFile,
  world: World,
  closes: readonly Closed[],
  refused: readonly number[],
): unknown {
  const credits = closes.flatMap((closed) => closed.credits);
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
          level: member.level,
          rank: member.rank,
          teamVolume: fen(member.teamVolume),
          orders: member.orders.map(({ day, amount, granted, remaining }) => ({
            day,
            amount: fen(amount),
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
    refused: [...refused].sort((a, b) => a - b).map((event) => ({ event })),
  };
}

/** Plays a valid scenario; presets written out beforehand. */
export function referenceResult(file: ScenarioFile): unknown {
  let world = newWorld(file);
  const refused: number[] = [];
  const closes: Closed[] = [];
  for (let day = 1; day <= file.days; day += 1) {
    (file.events ?? []).forEach((event, index) => {
      if (event.day !== day) return;
      const next = after(world, file.plan, event);
      if (next) world = next;
      else refused.push(index);
    });
    closes.push(close(world, file.plan, file.start));
  }
  return resultOf(file, world, closes, refused);
}
