import { fen } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { book } from '../_books/journal';
import { sideBySide, transact } from '../_platform/transactions';
import { raise } from '../_store/alerts';
import { orders, payments } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { refundNoOf } from './cashier';
import { sendRefund } from './refunds';
import { stateAfter, step } from './step';
import { errandEnded } from './tries';

/** 4200****7719 */
const shortNumber = (transactionId: string): string => `${transactionId.slice(0, 4)}****${transactionId.slice(-4)}`;

/** Money that has reached the cashier, as a notice or an answer says. */
interface Arrived {
  readonly orderId: string;
  /** The platform's number of it. */
  readonly transactionId: string;
  readonly totalFen: number;
  /** Who paid, by the openid of this mini-program; null where it was not told. */
  readonly payerOpenid: string | null;
}

/** What became of it: the order as it is then, or why it was not booked. */
type Booked =
  | { readonly is: 'booked'; readonly order: OrderDocument }
  | { readonly is: 'paidOtherwise'; readonly order: OrderDocument }
  | { readonly is: 'unknownOrder' | 'otherAmount' };

/**
 * Books a payment, once: an order that names its transaction already has it. Amount and state are looked at in the
 * transaction that books. The platform's number is kept as an id of its own, which no second order can have. An order
 * that was closed before its money came gets it back (state refunding).
 */
const bookPayment = ({ orderId, transactionId, totalFen, payerOpenid }: Arrived, atMs: number): Promise<Booked> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (!order) return { is: 'unknownOrder' };
    if (totalFen !== order.cashFen) return { is: 'otherAmount' };
    if (order.transactionId === transactionId) return { is: 'booked', order };
    if (!stateAfter(order, 'payment.received')) return { is: 'paidOtherwise', order };
    const entryId = `order:${orderId}:pay`;
    const postings = post('cash', system.world, system.sales, fen(order.cashFen));
    const isLate = order.state === 'closed';
    let after = order;
    const move = async (): Promise<void> => {
      after = await step(
        order,
        isLate ? { order: 'payment.received', refund: 'payment.late' } : { order: 'payment.received' },
        { atMs, by: 'platform', note: `微信支付 ${shortNumber(transactionId)}`, entryId },
        {
          transactionId,
          payerOpenid,
          paidAtMs: atMs,
          ...errandEnded(order, 'closing'),
          ...(isLate ? { refund: { reason: '付款晚于订单关闭', refundNo: refundNoOf(orderId) } } : {}),
        },
        transaction,
      );
    };
    await sideBySide(
      () => book({ id: entryId, kind: 'order.pay', atMs, order, postings, lines: [] }, transaction),
      () => payments.addAll([{ _id: transactionId, orderId, totalFen, atMs }], transaction),
      move,
    );
    return { is: 'booked', order: after };
  });

/**
 * Takes money that has reached the cashier: booked once, and sent back at once where the order was closed before.
 * `paidOtherwise`, when another transaction has paid the order, does not happen while the order's id is its number at
 * the cashier, which takes one payment for a number; should it, the second money cannot be told from the first's (a
 * refund names the order's number) and somebody has to look.
 */
export async function takePayment(arrived: Arrived, atMs: number): Promise<Booked> {
  const booked = await bookPayment(arrived, atMs);
  if (booked.is === 'booked' && booked.order.state === 'refunding') await sendRefund(booked.order, atMs);
  if (booked.is === 'paidOtherwise') {
    const { _id, orderNo, state, transactionId } = booked.order;
    console.error(
      `OPERATOR: order ${orderNo} (${_id}), ${state}, was paid by ${transactionId} and is said to ` +
        `be paid a second time, by ${arrived.transactionId}: ${arrived.totalFen} fen. See to it on the merchant platform.`,
    );
  }
  return booked;
}

/** A notice comes within seconds. */
const NOTICE_WITHIN_MS = 2 * 60_000;

/** The same of an order whose payment the cashier was asked for. @returns the order as it is then, null if not booked. */
export async function receivePayment(
  order: OrderDocument,
  { transactionId, payerOpenid }: Pick<Arrived, 'transactionId' | 'payerOpenid'>,
  atMs: number,
): Promise<OrderDocument | null> {
  const booked = await takePayment({ orderId: order._id, transactionId, totalFen: order.cashFen, payerOpenid }, atMs);
  if (booked.is !== 'booked') return null;
  // Whoever has just paid may look before the notice comes.
  if (order.prepaidAtMs && atMs - order.prepaidAtMs > NOTICE_WITHIN_MS)
    await raise('noticeMissing', atMs, { orderId: order._id });
  return booked.order;
}

/** An order that points cover wholly is paid at once: there is no cash to wait for. */
export const bookCoveredOrder = (orderId: string, atMs: number): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const order = await orders.get(orderId, transaction);
    if (order?.cashFen !== 0 || order.state !== 'awaitingPayment') return order;
    return step(
      order,
      { order: 'payment.received' },
      { atMs, by: 'buyer', note: '积分全额支付' },
      { paidAtMs: atMs },
      transaction,
    );
  });
