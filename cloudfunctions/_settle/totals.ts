import type { PlanKind } from '@shared/contract';
import type { Fen } from '@shared/kernel';
import { _ } from '../_platform/cloud';
import type { Transaction } from '../_platform/transactions';
import { dayTotals } from '../_store/collections';
import type { DayTotalsDocument } from '../_store/documents';

/** A day on which nothing was settled. */
export const emptyTotals = (day: string): DayTotalsDocument => ({
  _id: day,
  orders: 0,
  turnoverFen: 0,
  appreciationFen: 0,
  appreciationOrders: 0,
  dividendFen: 0,
  releaseFen: 0,
});

type Sums = Omit<DayTotalsDocument, '_id'>;

/** The sums of a day with one more order, of so much cash, counted so by the plans. */
export const withOrder = (sums: Sums, cashFen: number, counted: Partial<Record<PlanKind, Fen>>): Sums => ({
  orders: sums.orders + 1,
  turnoverFen: sums.turnoverFen + cashFen,
  appreciationFen: sums.appreciationFen + (counted.appreciation ?? 0),
  appreciationOrders: sums.appreciationOrders + (counted.appreciation ? 1 : 0),
  dividendFen: sums.dividendFen + (counted.dividend ?? 0),
  releaseFen: sums.releaseFen + (counted.release ?? 0),
});

/** Adds to the sums of a day, within a transaction. */
export async function addTotals(day: string, added: Sums, transaction: Transaction): Promise<void> {
  const increments = Object.fromEntries(Object.entries(added).map(([name, by]) => [name, _.inc(by)]));
  if (!(await dayTotals.change(day, increments, transaction))) await dayTotals.put({ _id: day, ...added }, transaction);
}
