// What a close begins with: the day before it, the plans in force, the orders settled on its day.
import { addDays, type BusinessDay } from '@shared/kernel';
import type { Difference } from '@shared/ledger';
import { PLAN_KINDS, type PlanKind } from '@shared/plans';
import { cashLeftOf } from '../../cloudfunctions/_orders/remains';
import type { DayTotalsDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import type { Books } from './books';
import { atClose, type ClosedDay } from './closedDay';
import { compare } from './compare';

const SHA256_OF_NOTHING = '0'.repeat(64);

/** The day follows the one before, its plans were in force, and its totals are those of the orders settled on it. */
export function* checkInputs(books: Books, { close, before, settled }: ClosedDay): Generator<Difference> {
  const where = atClose(close);
  if (before) yield* compare(where, 'day', addDays(before._id as BusinessDay, 1), close._id);
  yield* compare(where, 'previousHash', before?.dayHash ?? SHA256_OF_NOTHING, close.previousHash);
  for (const plan of PLAN_KINDS)
    yield* compare(where, `${plan}Version`, newestVersion(books, plan, close._id), close[`${plan}Version`]);
  const totals = totalsOf(settled);
  const { _id, ...kept } = books.dayTotals.find((one) => one._id === close._id) ?? { _id: '', ...totalsOf([]) };
  yield* compare({ ...where, place: `dayTotals ${close._id}` }, '', totals, kept);
  yield* compare(where, 'totals', totals, close.totals);
}

function newestVersion({ planVersions }: Books, plan: PlanKind, day: string): number | null {
  const inForce = planVersions.filter((one) => one.plan === plan && one.fromDay <= day);
  return inForce.length === 0 ? null : Math.max(...inForce.map(({ version }) => version));
}

/** Turnover of a day: all cash of the orders settled on it, and what of it each plan counted. */
function totalsOf(settled: readonly OrderDocument[]): Omit<DayTotalsDocument, '_id'> {
  const counted = (plan: PlanKind) =>
    settled.flatMap(({ grants }) => grants.filter((grant) => grant.plan === plan)).map(({ countedFen }) => countedFen);
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return {
    orders: settled.length,
    turnoverFen: sum(settled.map(cashLeftOf)),
    appreciationFen: sum(counted('appreciation')),
    appreciationOrders: counted('appreciation').length,
    dividendFen: sum(counted('dividend')),
    releaseFen: sum(counted('release')),
  };
}
