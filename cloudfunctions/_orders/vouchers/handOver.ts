import type { Transaction } from '../../_platform/transactions';
import type { OrderDocument, OrderLog } from '../../_store/documents';
import { toSendOf } from '../parcels';
import { receiveWithin } from '../receive';
import { allSent } from '../sendParcel';
import { step } from '../step';

interface Doing {
  readonly atMs: number;
  readonly by: OrderLog['by'];
  readonly note: string;
}

/**
 * Writes down on an order that pieces of a line were handed over, within the transaction that has read it: its one parcel
 * of them grows. With the last piece of the order it is received.
 */
export async function handOver(
  order: OrderDocument,
  skuId: string,
  pieces: number,
  doing: Doing,
  transaction: Transaction,
): Promise<void> {
  const isLast = toSendOf(order).every((line) => line.skuId === skuId && line.quantity === pieces);
  const before = order.parcels?.[0]?.lines ?? [];
  const lines = before.some((line) => line.skuId === skuId)
    ? before.map((line) => (line.skuId === skuId ? { ...line, quantity: line.quantity + pieces } : line))
    : [...before, { skuId, quantity: pieces }];
  const parcels = [{ no: 1, way: 'virtual' as const, carrier: '', trackingNo: '', lines, sentAtMs: doing.atMs }];
  if (!isLast) {
    const partly = { parcels, isPartlySent: true, receiveAfterDays: 0 };
    await step(order, { order: 'pieces.redeemed' }, doing, partly, transaction);
    return;
  }
  const all = { parcels, ...allSent(order, doing.atMs, 0) };
  const shipped = await step(order, { order: 'goods.shipped' }, doing, all, transaction);
  await receiveWithin(shipped, 'receipt.automatic', doing.atMs, doing.atMs, transaction);
}
