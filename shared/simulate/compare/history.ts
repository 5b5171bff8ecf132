import type { BusinessDay, Fen } from '@shared/kernel';
import { PLAN_KINDS, type PlanKind, type Plans } from '@shared/plans';
import type { Scenario, ScenarioEvent, ScenarioMember } from '../scenario';

/** Cash of one order by the plan that counts it. */
type CountedCash = Readonly<Partial<Record<PlanKind, Fen>>>;

/** A settled order of a shop. */
export interface HistoryOrder {
  readonly id: string;
  /** From 1, the history's own. */
  readonly day: number;
  readonly member: string;
  readonly cash: Fen;
  /** As it was counted when it settled. */
  readonly counted: CountedCash;
  /** As the draft would count it. */
  readonly wouldCount: CountedCash;
  /** What was taken back of it, in its order. */
  readonly reversals: readonly { readonly day: number; readonly cash: Fen }[];
}

/** What a shop has sold so far, in the order in which it settled, and the plans of the time. */
export interface ShopHistory {
  readonly start: BusinessDay;
  readonly days: number;
  /** Of each kind that there ever was the first version. */
  readonly plans: Plans;
  /** Later versions, on the day before each came into force. */
  readonly published: readonly { readonly day: number; readonly plans: Plans }[];
  /** Referrers before those they referred. */
  readonly members: readonly ScenarioMember[];
  readonly orders: readonly HistoryOrder[];
  /** What members did with points, in its order. */
  readonly others: readonly ScenarioEvent[];
}

/**
 * The purchases that an order is: what all its plans count is one, what fewer of them count another, so that each plan
 * counts what it did. Their cash sums up to the order's.
 */
function purchasesOf(order: HistoryOrder, counted: CountedCash): readonly { cash: Fen; plans: readonly PlanKind[] }[] {
  const kinds = PLAN_KINDS.filter((kind) => counted[kind] !== undefined);
  const bounds = [...new Set([...kinds.map((kind) => counted[kind]!), order.cash])].sort((a, b) => a - b);
  return bounds
    .map((bound, at) => ({
      cash: (bound - (bounds[at - 1] ?? 0)) as Fen,
      plans: kinds.filter((kind) => counted[kind]! >= bound),
    }))
    .filter(({ cash }) => cash > 0);
}

/** What was taken back of an order, shared over its purchases, the first ones first. */
function reversalsOf(order: HistoryOrder, purchases: readonly { readonly id: string; readonly cash: Fen }[]) {
  const left = purchases.map(({ cash }) => cash as number);
  return order.reversals.flatMap(({ day, cash }) => {
    let open = cash as number;
    return purchases.flatMap(({ id }, at): ScenarioEvent[] => {
      const taken = Math.min(open, left[at]!);
      if (taken === 0) return [];
      open -= taken;
      left[at]! -= taken;
      return [{ day, type: 'reverse', purchase: id, amount: taken as Fen }];
    });
  });
}

/** A history as a scenario, each order counted as it was or as the draft would count it. */
export function scenarioOf(history: ShopHistory, by: 'counted' | 'wouldCount'): Scenario {
  const events: ScenarioEvent[] = [];
  for (const order of history.orders) {
    const purchases = purchasesOf(order, order[by]).map((one, at) => ({ ...one, id: `${order.id}.${at + 1}` }));
    for (const { cash: amount, plans, id } of purchases)
      events.push({ day: order.day, type: 'purchase', member: order.member, amount, plans, id });
    events.push(...reversalsOf(order, purchases));
  }
  for (const { day, plans: plan } of history.published) events.push({ day, type: 'publish', plan });
  events.push(...history.others);
  return {
    title: '',
    start: history.start,
    days: history.days,
    plans: history.plans,
    members: history.members,
    merchants: [],
    series: [],
    events,
  };
}

/** The last days of a scenario as one of its own, with nothing owed before, under other plans. */
export function lastDays(scenario: Scenario, days: number, start: BusinessDay, plans: Plans): Scenario {
  const before = Math.max(0, scenario.days - days);
  const ids = new Set<string>();
  const events = scenario.events.flatMap((event): ScenarioEvent[] => {
    if (event.type === 'publish' || event.day <= before) return [];
    if (event.type === 'purchase' && event.id !== undefined) ids.add(event.id);
    return [{ ...event, day: event.day - before }];
  });
  return {
    ...scenario,
    start,
    days: scenario.days - before,
    plans,
    // What was bought before the window can't be taken back within it.
    events: events.filter((event) => event.type !== 'reverse' || ids.has(event.purchase)),
  };
}
