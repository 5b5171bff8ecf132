import { fen } from '@shared/kernel';
import { post, system } from '@shared/ledger';
import { book } from '../_books/journal';
import { sideBySide, type Transaction, transact } from '../_platform/transactions';
import { raise } from '../_store/alerts';
import { orders, payments } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { endedTradeOf, namedBy, refundNoOf, tradeOf } from './cashier';
import { allWithin, isFirst } from './purchase';
import { sendRefund } from './refunds';
import { stateAfter, step } from './step';
import { bookStray, sendStray } from './strays';
import { errandEnded } from './tries';
import { issueVouchers } from './vouchers/issue';

/** 4200****7719 */
const shortNumber = (transactionId: string): string => `${transactionId.slice(0, 4)}****${transactionId.slice(-4)}`;

/** Money that has reached the cashier, as a notice or an answer says. */
interface Arrived {
  /** The number of the payment. */
  readonly outTradeNo: string;
  /** The platform's number of it. */
  readonly transactionId: string;
  readonly totalFen: number;
  /** Who paid, by the openid of this mini-program; null where it was not told. */
  readonly payerOpenid: string | null;
}

/** What became of it: the order that stands for all as it is then, or why it was not booked. */
type Booked =
  | { readonly is: 'booked'; readonly order: OrderDocument }
  | { readonly is: 'paidOtherwise'; readonly order: OrderDocument }
  /** It was of a price that is over (see strays): it pays nothing, and goes back. */
  | { readonly is: 'stray'; readonly order: OrderDocument }
  | { readonly is: 'unknownOrder' | 'otherAmount' };

/** The same, with every order that it paid. */
type BookedAll = Exclude<Booked, { is: 'booked' }> | { readonly is: 'booked'; readonly all: readonly OrderDocument[] };

/**
 * Books a payment, once, of all orders that it pays: an order that names its transaction already has it. Amount and
 * state are looked at in the transaction that books. The platform's number is kept as an id of its own, which no second
 * order can have. Orders that were closed before their money came get it back (state refunding).
 */
const bookPayment = (arrived: Arrived, atMs: number): Promise<BookedAll> =>
  transact(async (transaction): Promise<BookedAll> => {
    const { outTradeNo, transactionId, totalFen } = arrived;
    const { orderId, tradeNo } = namedBy(outTradeNo);
    const first = await orders.get(orderId, transaction);
    // What another order of the purchase is called by is no number at the cashier.
    if (!first || !isFirst(first)) return { is: 'unknownOrder' };
    if (tradeOf(first).outTradeNo !== outTradeNo) {
      const ended = endedTradeOf(first, tradeNo);
      if (!ended) return { is: 'unknownOrder' };
      if (totalFen !== ended.totalFen) return { is: 'otherAmount' };
      return { is: 'stray', order: await bookStray(first, tradeNo, arrived, atMs, transaction) };
    }
    if (totalFen !== tradeOf(first).totalFen) return { is: 'otherAmount' };
    if (first.transactionId === transactionId) return { is: 'booked', all: [first] };
    if (!stateAfter(first, 'payment.received')) return { is: 'paidOtherwise', order: first };
    const all = await allWithin(first, transaction);
    const after: OrderDocument[] = [];
    await sideBySide(
      () => payments.addAll([{ _id: transactionId, orderId, totalFen, atMs }], transaction),
      ...all.flatMap((order, at) => bookingsOf(order, arrived, atMs, transaction, (one) => (after[at] = one))),
    );
    return { is: 'booked', all: after };
  });

/** The cash balance that an order held is the shop's takings once it is paid. */
const balancePostings = ({ balanceFen = 0 }: OrderDocument) =>
  post('cash', system.orders, system.sales, fen(balanceFen));

/** How an order is called in its record that the wallet alone has paid. */
const coveredBy = ({ balanceFen = 0, spendableCents, stableCents = 0 }: OrderDocument): string =>
  balanceFen === 0 ? '积分全额支付' : spendableCents + stableCents > 0 ? '余额和积分全额支付' : '余额全额支付';

/** The writes that book a payment's part of one order. */
function bookingsOf(
  order: OrderDocument,
  { transactionId, payerOpenid }: Arrived,
  atMs: number,
  transaction: Transaction,
  keep: (after: OrderDocument) => void,
): (() => Promise<void>)[] {
  const entryId = `order:${order._id}:pay`;
  const isLate = order.state === 'closed';
  // What an order that was closed held of its buyer's wallet is back already.
  const postings = [
    ...post('cash', system.world, system.sales, fen(order.cashFen)),
    ...(isLate ? [] : balancePostings(order)),
  ];
  // Points may cover one order of several that are paid together.
  const isCash = postings.length > 0;
  const move = async (): Promise<void> => {
    const after = await step(
      order,
      isLate ? { order: 'payment.received', refund: 'payment.late' } : { order: 'payment.received' },
      { atMs, by: 'platform', note: `微信支付 ${shortNumber(transactionId)}`, ...(isCash ? { entryId } : {}) },
      {
        transactionId,
        payerOpenid,
        paidAtMs: atMs,
        ...errandEnded(order, 'closing'),
        ...(isLate ? { refund: { reason: '付款晚于订单关闭', refundNo: refundNoOf(order._id) } } : {}),
      },
      transaction,
    );
    keep(isLate ? after : await issueVouchers(after, atMs, transaction));
  };
  const entry = { id: entryId, kind: 'order.pay', atMs, order, postings, lines: [] };
  return [...(isCash ? [async () => void (await book(entry, transaction))] : []), move];
}

/**
 * Takes money that has reached the cashier: booked once, and sent back at once where the orders were closed before.
 * `paidOtherwise`, when another transaction has paid the order, does not happen while the order's id is its number at
 * the cashier, which takes one payment for a number; should it, the second money cannot be told from the first's (a
 * refund names the order's number) and somebody has to look.
 */
export async function takePayment(arrived: Arrived, atMs: number): Promise<Booked> {
  const booked = await bookPayment(arrived, atMs);
  if (booked.is === 'booked') {
    for (const order of booked.all) if (order.state === 'refunding') await sendRefund(order, atMs);
    return { is: 'booked', order: booked.all[0]! };
  }
  if (booked.is === 'stray') {
    // Not taken on, its notice comes again, and it is sent again under the same number.
    const isSent = await sendStray(booked.order, arrived.transactionId);
    return isSent ? booked : { is: 'otherAmount' };
  }
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

/**
 * The same of a purchase whose payment the cashier was asked for, by the order that stands for it. @returns that order as
 * it is then, null if not booked.
 */
export async function receivePayment(
  first: OrderDocument,
  { transactionId, payerOpenid }: Pick<Arrived, 'transactionId' | 'payerOpenid'>,
  atMs: number,
): Promise<OrderDocument | null> {
  const booked = await takePayment({ ...tradeOf(first), transactionId, payerOpenid }, atMs);
  if (booked.is !== 'booked') return null;
  // Whoever has just paid may look before the notice comes.
  if (first.prepaidAtMs && atMs - first.prepaidAtMs > NOTICE_WITHIN_MS)
    await raise('noticeMissing', atMs, { orderId: first._id });
  return booked.order;
}

/** Orders that points and cash balance cover wholly are paid at once: there is no money to wait for. */
export const bookCovered = (firstId: string, atMs: number): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const first = await orders.get(firstId, transaction);
    if (!first || tradeOf(first).totalFen !== 0 || first.state !== 'awaitingPayment') return first;
    const paid: OrderDocument[] = [];
    for (const order of await allWithin(first, transaction)) {
      const entryId = `order:${order._id}:pay`;
      const postings = balancePostings(order);
      const isBooked = postings.length > 0;
      if (isBooked) await book({ id: entryId, kind: 'order.pay', atMs, order, postings, lines: [] }, transaction);
      const doing = { atMs, by: 'buyer', note: coveredBy(order), ...(isBooked ? { entryId } : {}) } as const;
      const after = await step(order, { order: 'payment.received' }, doing, { paidAtMs: atMs }, transaction);
      paid.push(await issueVouchers(after, atMs, transaction));
    }
    return paid[0]!;
  });
