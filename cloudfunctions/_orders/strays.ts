import { fen } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { book, bookOnce } from '../_books/journal';
import { type Transaction, transact } from '../_platform/transactions';
import { orders, payments } from '../_store/collections';
import type { OrderDocument, StrayPayment } from '../_store/documents';
import { type CashRefund, endedTradeOf, refundNoOf, startRefund } from './cashier';
import { tell } from './step';

// Money under a number that a change of the price has ended. The cashier has said that it was closed before the price was
// changed, so none should come; should it, it was paid for another price, and is given back whole: it is never booked as
// the order's payment. Nothing of the order follows from it.

const refundOf = (order: OrderDocument, { tradeNo, totalFen }: StrayPayment): CashRefund => ({
  outRefundNo: refundNoOf(order._id, `stray${tradeNo}`),
  refundFen: totalFen,
});

const ids = (order: OrderDocument, { tradeNo }: Pick<StrayPayment, 'tradeNo'>) => ({
  came: `order:${order._id}:stray:${tradeNo}`,
  left: `order:${order._id}:strayBack:${tradeNo}`,
});

/** Books it, once, within the transaction that has read the order. @returns the order as it is then. */
export async function bookStray(
  order: OrderDocument,
  tradeNo: number,
  { transactionId, totalFen }: { readonly transactionId: string; readonly totalFen: number },
  atMs: number,
  transaction: Transaction,
): Promise<OrderDocument> {
  const { strays = [] } = order;
  if (strays.some((one) => one.tradeNo === tradeNo)) return order;
  console.error(
    `OPERATOR: order ${order.orderNo} (${order._id}), ${order.state}: ${totalFen} fen came by ${transactionId} for a price ` +
      'that is over. They are sent back.',
  );
  const entryId = ids(order, { tradeNo }).came;
  const postings = post('cash', system.world, system.sales, fen(totalFen));
  await payments.addAll([{ _id: transactionId, orderId: order._id, totalFen, atMs, isStray: true }], transaction);
  await book({ id: entryId, kind: 'order.stray', atMs, order, postings, lines: [] }, transaction);
  const stray = { tradeNo, transactionId, totalFen, atMs, isBack: false };
  return tell(
    order,
    'stray.received',
    { atMs, by: 'platform', note: '按改价前的金额付的，原路退回', entryId },
    { strays: [...strays, stray] },
    transaction,
  );
}

/** Sends it back, under the same number for ever. @returns whether the cashier has taken it on, or it is back. */
export async function sendStray(order: OrderDocument, transactionId: string): Promise<boolean> {
  const stray = order.strays?.find((one) => one.transactionId === transactionId);
  const trade = stray && endedTradeOf(order, stray.tradeNo);
  if (!stray || !trade) return false;
  return stray.isBack || startRefund(order, refundOf(order, stray), trade);
}

/** Whose money a refund's number gives back, or undefined. */
export const strayUnder = (order: OrderDocument, outRefundNo: unknown): StrayPayment | undefined =>
  order.strays?.find((one) => refundOf(order, one).outRefundNo === outRefundNo);

/** Books that it has reached its payer: once, however often the platform says so. */
export const bookStrayBack = (orderId: string, tradeNo: number, atMs: number): Promise<void> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    const stray = order?.strays?.find((one) => one.tradeNo === tradeNo);
    if (!order || !stray || stray.isBack) return;
    const entryId = ids(order, stray).left;
    const postings = post('cash', system.sales, system.world, fen(stray.totalFen));
    const entry = { id: entryId, kind: 'order.strayBack', atMs, order, postings, lines: [] };
    if ((await bookOnce(entry, transaction)) === 'repeated') return;
    const strays = order.strays!.map((one) => (one === stray ? { ...one, isBack: true } : one));
    await tell(order, 'stray.returned', { atMs, by: 'platform', entryId }, { strays }, transaction);
  });
