import type { HasTime } from '../../_platform/budget';
import { _ } from '../../_platform/cloud';
import type { Collection } from '../../_platform/collection';
import { logFault } from '../../_platform/log';
import { afterSales, orders } from '../../_store/collections';
import type { AfterSalesDocument, OrderDocument } from '../../_store/documents';
import { type Telling, tellMembers } from '../../_store/messages';
import { type Swept, sweep } from '../../_store/sweep';
import { tellingsOfCase } from './caseWords';
import { tellingsOfOrder } from './orderWords';

interface Recorded {
  readonly _id: string;
  readonly log: readonly unknown[];
  readonly untoldFrom?: number;
}

const KEYS = [
  ['untoldFrom', 'asc'],
  ['_id', 'asc'],
] as const;
const IDS = { _id: true } as const;
const AT_ONCE = 8;

/**
 * Tells what the records of some documents have that was not told, and takes the mark away if the record is still as it
 * was read: a line that came meanwhile keeps it. Killed in between, it is told again, which changes nothing.
 */
const sweepUntold = <T extends Recorded>(
  collection: Collection<T>,
  tellingsOf: (one: T) => Telling[],
  hasTime: HasTime,
): Promise<Swept> =>
  sweep(
    `telling of ${collection.name}`,
    collection.walk({ untoldFrom: _.gte(0) }, { keys: KEYS, fields: IDS }),
    hasTime,
    async ({ _id }) => {
      const one = await collection.get(_id);
      if (one?.untoldFrom === undefined) return false;
      await tellMembers(tellingsOf(one));
      const asRead = { _id, untoldFrom: one.untoldFrom, [`log.${one.log.length}`]: _.exists(false) };
      await collection.changeWhere(asRead, { untoldFrom: _.remove() });
      return true;
    },
    AT_ONCE,
  );

/** Tells buyers what happened to their orders and cases, as far as time allows. */
export async function sweepTellings(hasTime: HasTime): Promise<number> {
  const ofOrders = await sweepUntold<OrderDocument>(orders, tellingsOfOrder, hasTime);
  const ofCases = await sweepUntold<AfterSalesDocument>(afterSales, tellingsOfCase, hasTime);
  return ofOrders.count + ofCases.count;
}

/** Tells at once; what fails is told by the timer, and keeps nobody from what was done. */
async function tellNow<T extends Recorded>(one: T | null, tellingsOf: (one: T) => Telling[]): Promise<void> {
  try {
    if (one?.untoldFrom !== undefined) await tellMembers(tellingsOf(one));
  } catch (error) {
    logFault(`telling of ${one?._id} failed`, error);
  }
}

/**
 * Tells the buyer at once what somebody else has just done to an order, behind the transaction that did it. The mark
 * stays: the timer takes it away.
 */
export const tellOfOrder = (order: OrderDocument | null): Promise<void> => tellNow(order, tellingsOfOrder);

/** The same of a case. */
export const tellOfCase = (one: AfterSalesDocument | null): Promise<void> => tellNow(one, tellingsOfCase);
