import { Chance } from '../chance';
import type { Person } from '../people';
import { namedOrders } from './namedOrders';
import { type PriceClass, Shelf } from './shelf';
import { type Course, type OrderPlan, SLOTS } from './types';

interface HistoryOptions {
  readonly seed: number;
  readonly days: number;
}

/** Baskets of a member by what they cost. */
type Baskets = readonly (readonly [PriceClass, number])[];

/** Release points exist from about then on. */
const FIRST_POINTS_DAY = 24;

function basketsOf(chance: Chance, person: Person): Baskets {
  switch (person.appetite) {
    case 'none':
      return [];
    case 'light':
      return [['everyday', chance.between(1, 2)]];
    case 'regular':
      return [
        ['everyday', chance.between(2, 4)],
        ['better', chance.below(2)],
        ['large', chance.happens(60) ? 1 : 0],
      ];
    case 'large':
      return [
        ['everyday', chance.between(2, 3)],
        ['better', chance.between(0, 2)],
        ['large', chance.between(2, 3)],
      ];
  }
}

/** Large orders are carried home and kept; of the others some go wrong, as they do. */
function courseOf(chance: Chance, wanted: PriceClass): Course {
  const confirmAfterDays = chance.between(1, 4);
  if (wanted === 'large') return { kind: 'received', confirmAfterDays: chance.happens(85) ? confirmAfterDays : null };
  const fate = chance.below(100);
  if (fate < 4) return { kind: 'unpaid' };
  if (fate < 6) return { kind: 'cancelled' };
  if (fate < 9) return { kind: 'refundedUnshipped' };
  if (fate < 12)
    return { kind: 'refundAsked', afterDays: chance.between(1, 3), decision: fate < 11 ? 'approve' : 'reject' };
  return { kind: 'received', confirmAfterDays: chance.happens(60) ? confirmAfterDays : null };
}

/** A top-up is there within minutes, and nobody brings one back. */
const toppedUp = (course: Course): Course =>
  course.kind === 'unpaid' || course.kind === 'cancelled' ? course : { kind: 'received', confirmAfterDays: null };

/** The day of a basket: large ones soon after joining, so that their points have time to be released. */
function dayOf(chance: Chance, { joinDay }: Person, wanted: PriceClass, days: number): number {
  const room = days - joinDay;
  return joinDay + chance.below(wanted === 'large' ? Math.min(room, 14) : room);
}

function linesOf(
  chance: Chance,
  shelf: Shelf,
  wanted: PriceClass,
): { lines: OrderPlan['lines']; takesSpendable: boolean; isTopUp: boolean } {
  const quantity = wanted === 'everyday' ? chance.between(1, 3) : wanted === 'large' && chance.happens(12) ? 2 : 1;
  const first = shelf.pick(chance, wanted, quantity);
  const lines = [{ skuId: first.skuId, quantity }];
  shelf.take(first.skuId, quantity);
  const second = wanted === 'everyday' && chance.happens(30) ? shelf.pickBeside(chance, first) : undefined;
  if (second) {
    shelf.take(second.skuId, 1);
    lines.push({ skuId: second.skuId, quantity: 1 });
  }
  return { lines, takesSpendable: first.takesSpendable, isTopUp: first.kind === 'topUp' };
}

/** Every order of the history, by day and slot; the same for the same people, seed and days. */
export function makeHistory(people: readonly Person[], { seed, days }: HistoryOptions): OrderPlan[] {
  const chance = new Chance(seed);
  const shelf = new Shelf();
  const joinDays = new Map(people.map(({ key, joinDay }) => [key, joinDay]));
  const plans: Omit<OrderPlan, 'key'>[] = [];
  for (const order of namedOrders(days)) {
    // In a short history some would order before they joined, or after its end.
    if (order.day < (joinDays.get(order.buyer) ?? days) || order.day >= days) continue;
    for (const { skuId, quantity } of order.lines) shelf.take(skuId, quantity);
    plans.push({ ...order, usesPoints: order.usesPoints ?? false });
  }
  for (const person of people)
    for (const [wanted, count] of basketsOf(chance, person))
      for (let left = count; left > 0; left -= 1) {
        const day = dayOf(chance, person, wanted, days);
        const { lines, takesSpendable, isTopUp } = linesOf(chance, shelf, wanted);
        plans.push({
          day,
          slot: chance.below(SLOTS),
          buyer: person.key,
          lines,
          usesPoints: takesSpendable && wanted !== 'large' && day >= FIRST_POINTS_DAY && chance.happens(40),
          course: isTopUp ? toppedUp(courseOf(chance, wanted)) : courseOf(chance, wanted),
        });
      }
  return plans
    .map((plan, at) => ({ ...plan, key: `demo-order-${String(at + 1).padStart(4, '0')}` }))
    .sort((a, b) => a.day - b.day || a.slot - b.slot || (a.key < b.key ? -1 : 1));
}
