import { type OrderPlan, SLOTS } from '../history';
import type { Person } from '../people';
import { forAll } from './opening';
import { askRefund, confirm, decideRefund, isVoucher, order, type PlacedOrder, ship } from './orders';
import { review } from './reviews';
import type { Stage } from './stage';

const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;
const SHIPPING_AT_MS = 9 * HOUR_MS;
const JOINING_AT_MS = 9.5 * HOUR_MS;
const SLOTS_AT_MS = [10.4 * HOUR_MS, 13.2 * HOUR_MS, 18.7 * HOUR_MS];
const EVENING_AT_MS = 20.5 * HOUR_MS;
/** Between two things that are done one after the other: what settles later keeps their order. */
const PACE_MS = 11 * SECOND_MS;

/** What is to be done with orders on later days, by day. */
interface Agenda {
  readonly toShip: Map<number, PlacedOrder[]>;
  readonly toConfirm: Map<number, PlacedOrder[]>;
  readonly toAsk: Map<number, PlacedOrder[]>;
  readonly toDecide: Map<number, PlacedOrder[]>;
}

export const emptyAgenda = (): Agenda => ({
  toShip: new Map(),
  toConfirm: new Map(),
  toAsk: new Map(),
  toDecide: new Map(),
});

function note(list: Map<number, PlacedOrder[]>, day: number, placed: PlacedOrder): void {
  list.set(day, [...(list.get(day) ?? []), placed]);
}

/** Days until a voucher is used of which nobody says when: as long as an order waits that receives itself. */
const USED_AFTER_DAYS = 10;

const usedAfterDays = ({ plan: { course } }: PlacedOrder): number =>
  (course.kind === 'received' ? course.confirmAfterDays : null) ?? USED_AFTER_DAYS;

/** Writes down what becomes of an order that is shipped on a day. */
function plan(agenda: Agenda, day: number, placed: PlacedOrder): void {
  const { course } = placed.plan;
  if (isVoucher(placed)) {
    // What is not used yet goes back at once when it is asked for; nobody refuses that, so who would be refused uses it.
    if (course.kind === 'refundAsked' && course.decision === 'approve')
      note(agenda.toAsk, day + course.afterDays, placed);
    else note(agenda.toConfirm, day + usedAfterDays(placed), placed);
    return;
  }
  if (course.kind === 'received' && course.confirmAfterDays !== null)
    note(agenda.toConfirm, day + course.confirmAfterDays, placed);
  if (course.kind !== 'refundAsked') return;
  note(agenda.toAsk, day + course.afterDays, placed);
  if (course.decision) note(agenda.toDecide, day + course.afterDays + 1, placed);
}

/** One after the other, each at its own moment from a time of the day on. */
async function inTurn<T>(stage: Stage, fromMs: number, list: readonly T[], work: (one: T) => Promise<unknown>) {
  for (const [at, one] of list.entries()) {
    await stage.until(fromMs + at * PACE_MS);
    await work(one);
  }
}

/** Everybody's orders of one moment side by side; those of one member one after the other, for they share points. */
async function orderAll(
  stage: Stage,
  plans: readonly OrderPlan[],
  onPaid: (placed: PlacedOrder) => void,
): Promise<void> {
  const paid: PlacedOrder[] = [];
  await forAll([...new Set(plans.map(({ buyer }) => buyer))], async (buyer) => {
    for (const one of plans.filter((plan) => plan.buyer === buyer)) {
      const placed = await order(stage, one);
      if (placed) paid.push(placed);
    }
  });
  for (const placed of paid.sort((a, b) => (a.plan.key < b.plan.key ? -1 : 1))) onPaid(placed);
}

/** Its receipt, and so its place among the settlements, follows from the moment of its shipping. */
const isReceivedByItself = ({ plan: { course } }: PlacedOrder): boolean =>
  course.kind !== 'received' || course.confirmAfterDays === null;

/** People sign up, referrers before those they invited, and read the rules or not. */
export async function joinAll(stage: Stage, people: readonly Person[]): Promise<void> {
  for (const level of [...new Set(people.map((one) => one.level))].sort((a, b) => a - b))
    await forAll(
      people.filter((one) => one.level === level),
      (person) => stage.join(person),
    );
}

/** Those who accept the rules of the plans in force do so. */
export async function acceptAll(stage: Stage, people: readonly Person[]): Promise<void> {
  await forAll(
    people.filter(({ accepts }) => accepts),
    ({ key }) => stage.as(key, 'account.acceptRules', { plans: stage.actor(key).plansInForce }),
  );
}

/** One day of the history: parcels and refunds in the morning, people and orders by day, receipts in the evening. */
export async function playDay(
  stage: Stage,
  day: number,
  midnightMs: number,
  todays: { readonly people: readonly Person[]; readonly orders: readonly OrderPlan[] },
  agenda: Agenda,
): Promise<void> {
  const parcels = agenda.toShip.get(day) ?? [];
  await stage.until(midnightMs + SHIPPING_AT_MS);
  await forAll(
    parcels.filter((placed) => !isReceivedByItself(placed)),
    (placed) => ship(stage, placed),
  );
  await inTurn(stage, midnightMs + SHIPPING_AT_MS, parcels.filter(isReceivedByItself), (placed) => ship(stage, placed));
  for (const placed of parcels) plan(agenda, day, placed);
  for (const placed of agenda.toDecide.get(day) ?? []) await decideRefund(stage, placed);
  // Of what was received the evening before, side by side: no amount follows from them.
  await forAll(agenda.toConfirm.get(day - 1) ?? [], (placed) => review(stage, placed));
  if (todays.people.length > 0) {
    await stage.until(midnightMs + JOINING_AT_MS);
    await joinAll(stage, todays.people);
    await acceptAll(stage, todays.people);
  }
  for (let slot = 0; slot < SLOTS; slot += 1) {
    const orders = todays.orders.filter((one) => one.slot === slot);
    if (orders.length > 0) await stage.until(midnightMs + SLOTS_AT_MS[slot]!);
    await orderAll(stage, orders, (placed) => note(agenda.toShip, day + 1, placed));
  }
  await inTurn(stage, midnightMs + EVENING_AT_MS, agenda.toConfirm.get(day) ?? [], (placed) => confirm(stage, placed));
  for (const placed of agenda.toAsk.get(day) ?? []) await askRefund(stage, placed);
}
