import { goOn, readCase } from '../_orders/cases/courses';
import { sendRefund } from '../_orders/refunds';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { transact } from '../_platform/transactions';
import { afterSales, orders } from '../_store/collections';
import { readSettings, type Settings } from '../_store/settings';
import { type Swept, sweep } from '../_store/sweep';

const BY_DUE = [
  ['dueAtMs', 'asc'],
  ['_id', 'asc'],
] as const;

/**
 * Cases whose time is over go on by themselves, the longest due first: each looked at again in the transaction that does
 * it, as somebody may have been in time.
 */
export async function goOnOverdue(nowMs: number, hasTime: HasTime): Promise<Swept> {
  // Read only when there is something to do: most of the time there is not.
  let kept: Promise<Settings> | undefined;
  const due = afterSales.walk({ dueAtMs: _.lte(nowMs) }, { keys: BY_DUE, fields: { _id: true } });
  return sweep('a case that is overdue', due, hasTime, async ({ _id }) => {
    kept ??= readSettings();
    const settings = await kept;
    const went = await transact(async (transaction) => {
      const read = await readCase(_id, ({ dueAtMs }) => dueAtMs !== null && dueAtMs <= nowMs, transaction);
      if (!read) return null;
      const doing = { by: 'platform', memberId: null, atMs: nowMs } as const;
      return goOn({ ...read, settings, doing, transaction });
    });
    if (!went) return false;
    if (!went.ok) throw new Error(`${_id}: ${went.refusal.code}`);
    const one = (await afterSales.get(_id))!;
    const order = one.refundNos.length > 0 ? await orders.get(one.orderId) : null;
    if (order && (order.isRefundDue || order.state === 'refunding')) await sendRefund(order, nowMs);
    return true;
  });
}
