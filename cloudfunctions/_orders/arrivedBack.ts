import type { Transaction } from '../_platform/transactions';
import type { GivenBack, OrderDocument } from '../_store/documents';
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
