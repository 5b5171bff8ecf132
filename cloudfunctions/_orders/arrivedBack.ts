import type { Transaction } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { GivenBack, OrderDocument, OrderReversal } from '../_store/documents';
import { step } from './step';
import { errandEnded } from './tries';

/** Whether what was given back has not reached its buyer yet. */
export const isOpenBack = ({ refund }: GivenBack): boolean => refund === 'due' || refund === 'sent';

/**
 * Writes down that what was given back has reached the buyer, within the transaction that books it. An order of which all
 * is given back has ended when the last of it has.
 */
export function arrivedBack(
  order: OrderDocument,
  no: number,
  entryId: string,
  nowMs: number,
  transaction: Transaction,
): Promise<OrderDocument> {
  const givenBack = order.givenBack!.map((one) => (one.no === no ? { ...one, refund: 'paid' as const } : one));
  const isRefundDue = givenBack.some(isOpenBack);
  const isOver = order.state === 'refunding' && !isRefundDue;
  return step(
    order,
    { order: isOver ? 'refund.paid' : 'pieces.refunded' },
    { atMs: nowMs, by: 'platform', entryId },
    { givenBack, isRefundDue, ...errandEnded(order, `back${no}`) },
    transaction,
  );
}

/** Whether what a reversal may pay back has not reached its buyer yet. */
export const isOpenReversal = ({ refund }: OrderReversal): boolean => refund === 'due' || refund === 'sent';

/** Reversals with one of them at its end, and whether any other is still open. */
function endedReversal({ reversals = [], tries }: OrderDocument, no: number, refund: 'paid' | 'none') {
  const ended = reversals.map((one) => (one.no === no ? { ...one, refund } : one));
  const isReversalDue = ended.some(isOpenReversal);
  return { reversals: ended, isReversalDue, ...(isReversalDue ? {} : errandEnded({ tries }, 'reversal')) };
}

/** Writes down that what a reversal pays back has reached the buyer, within the transaction that books it. */
export const arrivedReversal = (
  order: OrderDocument,
  no: number,
  entryId: string,
  nowMs: number,
  transaction: Transaction,
): Promise<OrderDocument> =>
  step(
    order,
    { order: 'reversal.paid' },
    { atMs: nowMs, by: 'platform', entryId },
    endedReversal(order, no, 'paid'),
    transaction,
  );

/** Writes down that what a reversal would pay back is nobody's: its buyer has closed the account. */
export const givenUp = async (
  order: OrderDocument,
  no: number,
  nowMs: number,
  transaction: Transaction,
): Promise<void> => {
  await orders.change(order._id, { ...endedReversal(order, no, 'none'), changedAtMs: nowMs }, transaction);
};
