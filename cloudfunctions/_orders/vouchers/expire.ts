import { fen } from '@shared/kernel';
import type { HasTime } from '../../_platform/budget';
import { _ } from '../../_platform/cloud';
import { transact } from '../../_platform/transactions';
import { orders, vouchers } from '../../_store/collections';
import type { OrderDocument } from '../../_store/documents';
import { type Swept, sweep } from '../../_store/sweep';
import { askable } from '../cases/claims';
import { refundNoOf } from '../cashier';
import { giveBackPieces } from '../giveBackPieces';
import { sendRefund } from '../refunds';
import { handOver } from './handOver';
import { stepVoucher } from './stepVoucher';

/** One over whose pieces a case is open waits for its end. */
const AGAIN_AFTER_MS = 3_600_000;

/**
 * Ends a voucher whose time is over, and gives back what was not redeemed of it (of a stay it is over), in one transaction: killed at any step
 * it is as if nothing had been done, or all. Its refund has a number of its own for ever. @returns the order then; null
 * where there was nothing to do.
 */
const expireVoucher = (code: string, nowMs: number): Promise<OrderDocument | null> =>
  transact(async (transaction) => {
    const one = await vouchers.get(code, transaction);
    if (one?.state !== 'issued' || nowMs < one.untilMs) return null;
    const order = (await orders.get(one.orderId, transaction))!;
    const at = order.lines.findIndex(({ skuId }) => skuId === one.skuId);
    if ((order.openCases ?? []).some(({ pieces }) => pieces[at]! > 0)) {
      await vouchers.change(code, { dueAtMs: nowMs + AGAIN_AFTER_MS }, transaction);
      return null;
    }
    const left = askable(order)[at]!;
    // The room was there for all nights: what its buyer did not come for does not go back.
    if (order.lines[at]!.stay) {
      await stepVoucher(one, 'last.redeemed', {}, transaction);
      if (left === 0) return order;
      const doing = { atMs: nowMs, by: 'platform', note: '已过离店日' } as const;
      await handOver(order, one.skuId, left, doing, transaction);
      return order;
    }
    await stepVoucher(one, 'time.over', {}, transaction);
    if (left === 0) return order;
    const pieces = order.lines.map((_line, index) => (index === at ? left : 0));
    const freight = (order.parcels ?? []).length === 0 ? 'unsent' : fen(0);
    const refundNo = `${refundNoOf(order._id)}V${at + 1}`;
    return giveBackPieces(order, { pieces, freight, refundNo, why: '到期未用', by: 'platform' }, nowMs, transaction);
  });

/** Vouchers that are over, the oldest first; their cash is sent, and if it does not get there, by its own timer. */
export const expireVouchers = (nowMs: number, hasTime: HasTime): Promise<Swept> =>
  sweep(
    'the end of a voucher',
    vouchers.walk(
      { state: 'issued', dueAtMs: _.lte(nowMs) },
      {
        keys: [
          ['dueAtMs', 'asc'],
          ['_id', 'asc'],
        ],
        fields: { _id: true },
      },
    ),
    hasTime,
    async ({ _id }) => {
      const order = await expireVoucher(_id, nowMs);
      if (order?.isRefundDue || order?.state === 'refunding') await sendRefund(order, nowMs);
      return order !== null;
    },
  );
