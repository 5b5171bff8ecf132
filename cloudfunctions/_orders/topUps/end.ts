import { invariant } from '@shared/kernel';
import { next, type TopUpEvent, type TopUpState, topUpMachine } from '@shared/machines';
import { type Transaction, transact } from '../../_platform/transactions';
import { orders } from '../../_store/collections';
import type { OrderDocument, OrderLog, TopUp } from '../../_store/documents';
import { readSettings } from '../../_store/settings';
import { refundNoOf } from '../cashier';
import { giveBackPieces } from '../giveBackPieces';
import { receiveWithin } from '../receive';
import { sendRefund } from '../refunds';
import { piecesLeft } from '../remains';
import { allSent } from '../sendParcel';
import { step } from '../step';
import { errandEnded } from '../tries';

/** How a line of a top-up order has ended, for certain. */
interface TopUpEnd {
  readonly event: Exclude<TopUpEvent, 'request.sent'>;
  readonly atMs: number;
  readonly why: string;
  readonly by: OrderLog['by'];
}

export const isOpenTopUp = ({ state }: TopUp): boolean => state === 'due' || state === 'asked';

/**
 * Writes down how a line has ended, once, within a transaction that reads the order: a failure gives its pieces back at
 * once; with the last line the order is received, for whatever has succeeded. The same end again, or another one behind
 * it, changes nothing. @returns the order as it is then; null when the line knew its end before.
 */
export async function endTopUp(
  orderId: string,
  skuId: string,
  { event, atMs, why, by }: TopUpEnd,
  nowMs: number,
  autoReceiveAfterDays: number,
  transaction: Transaction,
): Promise<OrderDocument | null> {
  const order = await orders.get(orderId, transaction);
  const at = order?.topUps?.findIndex((one) => one.skuId === skuId) ?? -1;
  const before = order?.topUps?.[at];
  const state = before && next<TopUpState, TopUpEvent>(topUpMachine, before.state, event);
  if (!order || !before || !state || order.state !== 'paid') return null;
  const topUps = order.topUps!.map((one, index) => (index === at ? { ...one, state, endedAtMs: atMs, why } : one));
  let now: OrderDocument = { ...order, topUps };
  await orders.change(orderId, { topUps }, transaction);
  if (state === 'failed') {
    const pieces = now.lines.map((line) => (line.skuId === skuId ? piecesLeft(line) : 0));
    const refundNo = `${refundNoOf(orderId)}T${at + 1}`;
    now = await giveBackPieces(
      now,
      { pieces, freight: 'unsent', refundNo, why: why ? `没充成：${why}` : '没充成', by },
      nowMs,
      transaction,
    );
  }
  if (now.state !== 'paid' || topUps.some(isOpenTopUp)) return now;
  return received(now, nowMs, autoReceiveAfterDays, transaction);
}

/** All that could be topped up is: there is nothing to carry, and nothing to confirm. */
async function received(
  order: OrderDocument,
  nowMs: number,
  autoReceiveAfterDays: number,
  transaction: Transaction,
): Promise<OrderDocument> {
  const lines = order.lines
    .map((line) => ({ skuId: line.skuId, quantity: piecesLeft(line) }))
    .filter(({ quantity }) => quantity > 0);
  const shipped = await step(
    order,
    { order: 'goods.shipped' },
    { atMs: nowMs, by: 'platform', note: '充值到账' },
    {
      parcels: [{ no: 1, way: 'virtual', carrier: '', trackingNo: '', lines, sentAtMs: nowMs }],
      ...allSent(order, nowMs, autoReceiveAfterDays),
      toppedUpMs: tookMs(order),
      ...errandEnded(order, 'topUp'),
    },
    transaction,
  );
  const there = await receiveWithin(shipped, 'receipt.automatic', nowMs, nowMs, transaction);
  invariant(there !== null, `${order._id} is topped up and cannot be received`);
  return there!;
}

/** From the payment to the last line that succeeded, by the provider's own clock. */
const tookMs = ({ topUps = [], paidAtMs }: OrderDocument): number =>
  Math.max(
    0,
    ...topUps.map(({ state, endedAtMs }) => (state === 'succeeded' ? (endedAtMs ?? 0) - (paidAtMs ?? 0) : 0)),
  );

/** The same in a transaction of its own; cash that goes back is sent behind it. */
export async function bookTopUpEnd(order: OrderDocument, skuId: string, end: TopUpEnd, nowMs: number): Promise<void> {
  const { autoReceiveAfterDays } = await readSettings();
  const now = await transact((transaction) =>
    endTopUp(order._id, skuId, end, nowMs, autoReceiveAfterDays, transaction),
  );
  if (now?.isRefundDue || now?.state === 'refunding') await sendRefund(now, nowMs);
}
