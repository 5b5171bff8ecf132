import { type ClearedFeature, refuse } from '@shared/contract';
import {
  addDays,
  type BusinessDay,
  businessDayOf,
  daysBetween,
  done,
  fen,
  type Outcome,
  RATE_ONE,
  type Rate,
  rate,
} from '@shared/kernel';
import { PLAN_KINDS, type PlanKind } from '@shared/plans';
import { cashOf } from '@shared/rules';
import type { Candidates, HistoryOrder, ScenarioMember, ShopHistory } from '@shared/simulate';
import { cashLeftOf, lineRemains, piecesLeft } from '../_orders/remains';
import { countedPlans } from '../_settle/counted';
import { goodsOnSale, members, orders, shops } from '../_store/collections';
import type { MemberDocument, OrderDocument } from '../_store/documents';
import { askedOf, type Versions, workingOf } from './candidates';

/** What one call can play within its time and memory; more is for the command. */
const MOST_ORDERS = 10_000;
const MOST_MEMBERS = 5_000;

/** The cost of goods is that of the last days. */
const COST_DAYS = 90;

const SETTLED_FIELDS = {
  memberId: true,
  shopId: true,
  shopOwnerId: true,
  coupon: true,
  lines: true,
  balanceFen: true,
  cashFen: true,
  givenBack: true,
  grants: true,
  reversals: true,
  settledAtMs: true,
  settleDay: true,
  sequence: true,
};

type Settled = Pick<OrderDocument, '_id' | keyof typeof SETTLED_FIELDS>;

/** What was sold, by whom, and what its goods cost. */
interface Sold {
  readonly history: ShopHistory;
  readonly costRate: Rate;
}

type TooLarge = 'simulation/tooLarge';

const tooLarge = (countOrders: number, countMembers: number): Outcome<never, TooLarge> =>
  refuse('simulation/tooLarge', {
    orders: countOrders,
    mostOrders: MOST_ORDERS,
    members: countMembers,
    mostMembers: MOST_MEMBERS,
  });

/** Whether a shop is small enough to be simulated within one call. */
export async function fits(): Promise<Outcome<null, TooLarge>> {
  const [settled, people] = await Promise.all([orders.count({ state: 'settled' }), members.count({})]);
  return settled > MOST_ORDERS || people > MOST_MEMBERS ? tooLarge(settled, people) : done(null);
}

/** Orders that settled up to a day, in the order in which they did. */
async function settledThrough(day: string): Promise<readonly Settled[]> {
  const found = new Map<string, Settled>();
  const keys = [
    ['changedAtMs', 'asc'],
    ['_id', 'asc'],
  ] as const;
  for await (const order of orders.walk({ state: 'settled' }, { keys, fields: SETTLED_FIELDS, atOnce: 400 }))
    if (order.settleDay !== null && order.settleDay <= day) found.set(order._id, order);
  return [...found.values()].sort((a, b) => a.settleDay!.localeCompare(b.settleDay!) || a.sequence! - b.sequence!);
}

type Person = Pick<MemberDocument, '_id' | 'referrerId' | 'accepted'>;

/** Everybody, referrers before those they referred, under names that say nothing. */
async function peopleOf(): Promise<{
  readonly byId: ReadonlyMap<string, Person>;
  readonly names: ReadonlyMap<string, string>;
}> {
  const byId = new Map<string, Person>();
  const fields = { referrerId: true, accepted: true };
  for await (const one of members.walk({}, { keys: [['_id', 'asc']], fields, atOnce: 500 })) byId.set(one._id, one);
  const names = new Map<string, string>();
  for (const start of byId.values()) {
    const line: string[] = [];
    for (
      let id: string | null = start._id;
      id !== null && !names.has(id) && byId.has(id);
      id = byId.get(id)!.referrerId
    )
      line.push(id);
    for (const id of line.reverse()) names.set(id, `M${names.size + 1}`);
  }
  return { byId, names };
}

/** Who buys accepts a kind that does not run yet where any other was accepted. */
function asAccepting(buyer: Person, fresh: readonly PlanKind[]): Person {
  const [any] = PLAN_KINDS.flatMap((kind) => buyer.accepted[kind] ?? []);
  if (!any) return buyer;
  return { ...buyer, accepted: { ...buyer.accepted, ...Object.fromEntries(fresh.map((kind) => [kind, [any]])) } };
}

/** Which of the kinds that do not run yet goods name today: an order keeps those alone that ran when it was placed. */
async function namedOf(
  sold: readonly Settled[],
  fresh: readonly PlanKind[],
): Promise<ReadonlyMap<string, readonly PlanKind[]>> {
  if (fresh.length === 0) return new Map();
  const ids = sold.flatMap(({ lines }) => lines.map(({ goodsId }) => goodsId));
  const goods = await goodsOnSale.getMany(ids, { plans: true });
  return new Map(goods.map(({ _id, plans }) => [_id, fresh.filter((kind) => plans.includes(kind))]));
}

/** What goods that stay sold cost of their cash, in the last days; rounded up, and 1 at most. */
function costRateOf(sold: readonly Settled[], day: BusinessDay): Rate {
  let cost = 0n;
  let cash = 0n;
  for (const order of sold) {
    if (order.settleDay! <= addDays(day, -COST_DAYS)) continue;
    for (const line of order.lines) {
      cost += BigInt(line.costFen * piecesLeft(line));
      cash += BigInt(cashOf(lineRemains(line)));
    }
  }
  if (cash === 0n) return rate(0);
  const share = (cost * BigInt(RATE_ONE) + cash - 1n) / cash;
  return rate(share > BigInt(RATE_ONE) ? RATE_ONE : Number(share));
}

/** The first version of each kind, and on the day before each later one came into force the plans of that day. */
function publishedOf(versions: Versions, cleared: readonly ClearedFeature[], start: string) {
  const text = (one: { readonly plan: PlanKind; readonly text: object }) => ({ [one.plan]: { ...one.text } });
  const first = Object.assign({}, ...PLAN_KINDS.map((kind) => (versions[kind][0] ? text(versions[kind][0]!) : {})));
  const published = PLAN_KINDS.flatMap((kind) =>
    versions[kind]
      .slice(1)
      .filter(({ fromDay }) => fromDay > start)
      .map((one) => ({
        day: daysBetween(start as BusinessDay, one.fromDay as BusinessDay),
        plans: workingOf(text(one), cleared),
      })),
  );
  return { plans: workingOf(first, cleared), published };
}

/** What a shop has sold up to a day, as the running plans counted it and as the draft would. Null while nothing settled. */
export async function soldThrough(
  day: BusinessDay,
  versions: Versions,
  candidates: Candidates,
  cleared: readonly ClearedFeature[],
): Promise<Sold | null> {
  const [sold, { byId, names }] = await Promise.all([settledThrough(day), peopleOf()]);
  if (sold.length === 0) return null;
  const start = sold[0]!.settleDay as BusinessDay;
  const owners = new Map(
    (
      await shops.getMany(
        sold.map(({ shopId }) => shopId),
        { ownerId: true },
      )
    ).map(({ _id, ownerId }) => [_id, ownerId]),
  );
  const fresh = PLAN_KINDS.filter((kind) => candidates.draft[kind] && !candidates.running[kind]);
  const draft = askedOf(candidates.draft, cleared);
  const named = await namedOf(sold, fresh);
  const history = sold.flatMap((order): HistoryOrder[] => {
    const buyer = byId.get(order.memberId);
    const member = names.get(order.memberId);
    const cash = cashLeftOf(order);
    if (!buyer || !member || cash <= 0) return [];
    const would = countedPlans(
      {
        ...order,
        lines: order.lines.map((line) => ({ ...line, plans: [...line.plans, ...(named.get(line.goodsId) ?? [])] })),
      },
      asAccepting(buyer, fresh),
      draft,
      owners.get(order.shopId) ?? null,
      order.settledAtMs!,
    );
    return [
      {
        id: `O${order.sequence}D${order.settleDay}`,
        day: daysBetween(start, order.settleDay as BusinessDay) + 1,
        member,
        cash: fen(cash),
        counted: Object.fromEntries(order.grants.map(({ plan, countedFen }) => [plan, fen(countedFen)])),
        wouldCount: would.counted,
        reversals: (order.reversals ?? [])
          .map(({ atMs, cashFen }) => ({ day: daysBetween(start, businessDayOf(atMs)) + 1, cash: fen(cashFen) }))
          .filter((one) => one.day <= daysBetween(start, day) + 1),
      },
    ];
  });
  return {
    history: {
      start,
      days: daysBetween(start, day) + 1,
      ...publishedOf(versions, cleared, start),
      members: [...names].map(([id, name]): ScenarioMember => {
        const referrer = names.get(byId.get(id)!.referrerId ?? '');
        const { accepted } = asAccepting(byId.get(id)!, fresh);
        const accepts = PLAN_KINDS.filter((kind) => accepted[kind]?.length);
        return { id: name, accepts, ...(referrer === undefined ? {} : { referrer }) };
      }),
      orders: history,
      others: [],
    },
    costRate: costRateOf(sold, day),
  };
}
