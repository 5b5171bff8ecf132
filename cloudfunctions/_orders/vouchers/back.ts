import type { Transaction } from '../../_platform/transactions';
import { vouchers } from '../../_store/collections';
import type { OrderDocument } from '../../_store/documents';
import { toSendOf } from '../parcels';
import { stepVoucher } from './stepVoucher';
import { releaseVisit } from './visits';

/**
 * Tells the vouchers of an order of pieces that were just given back, within the transaction that did it. `order`: as it
 * is behind that. One of which nothing is left has ended.
 */
export async function returnVouchers(
  order: OrderDocument,
  pieces: readonly number[],
  nowMs: number,
  transaction: Transaction,
): Promise<void> {
  const left = toSendOf(order);
  for (const { skuId, code } of order.vouchers ?? []) {
    const at = order.lines.findIndex((line) => line.skuId === skuId);
    if ((pieces[at] ?? 0) === 0) continue;
    const one = (await vouchers.get(code, transaction))!;
    const kept = left.find((line) => line.skuId === skuId)?.quantity ?? 0;
    const isLast = kept === 0;
    // A visit for more than is left is given up.
    const isLost = (one.visit?.pieces ?? 0) > kept;
    if (isLost) await releaseVisit(one, nowMs, transaction);
    const event = one.state === 'expired' ? 'rest.refunded' : isLast ? 'last.refunded' : 'pieces.refunded';
    await stepVoucher(one, event, isLost ? { visit: null } : {}, transaction);
  }
}
