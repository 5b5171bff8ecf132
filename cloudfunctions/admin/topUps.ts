import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { sendRefund } from '../_orders/refunds';
import { endTopUp } from '../_orders/topUps/end';
import { orders } from '../_store/collections';
import { readSettings } from '../_store/settings';

/** Says in the provider's place how a top-up has ended. A failure gives the money back, at the cashier as well. */
export const judgeTopUp: Handler<'admin.judgeTopUp'> = async ({ orderId, skuId, as, reason }, caller) => {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  const { nowMs } = caller;
  const { autoReceiveAfterDays } = await readSettings();
  const judged = await once(caller, async (transaction) => {
    const before = await orders.get(orderId, transaction);
    const topUp = before?.topUps?.find((one) => one.skuId === skuId);
    if (!before?.isPlaced || !topUp) return refuse('order/unknown');
    const end = { event: `operator.${as}`, atMs: nowMs, why: reason, by: 'admin' } as const;
    const ended = await endTopUp(orderId, skuId, end, nowMs, autoReceiveAfterDays, transaction);
    if (!ended) return refuse('topUp/notOpen', { state: topUp.state });
    await note(caller, 'admin.judgeTopUp', { orderId, skuId, as, reason }, transaction);
    return done({ orderId });
  });
  if (!judged.ok) return judged;
  const now = (await orders.get(orderId))!;
  if (now.isRefundDue || now.state === 'refunding') await sendRefund(now, nowMs);
  return done({ orderId, state: now.state });
};
