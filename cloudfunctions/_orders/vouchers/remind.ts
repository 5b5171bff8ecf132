import { showMoment } from '@shared/format';
import type { HasTime } from '../../_platform/budget';
import { _ } from '../../_platform/cloud';
import { orders, vouchers } from '../../_store/collections';
import type { VoucherDocument } from '../../_store/documents';
import { tellMembers } from '../../_store/messages';
import { type Swept, sweep } from '../../_store/sweep';
import { leftOfVoucher } from './shown';

/** So long before its end its buyer is reminded of a voucher, once; of one that is not valid twice as long, never. */
const BEFORE_END_MS = 3 * 86_400_000;

/** When its buyer is to be reminded of a voucher that is issued now; nothing where its payment is too near. */
export const remindedAt = (untilMs: number, nowMs: number): Pick<VoucherDocument, 'remindAtMs'> =>
  untilMs - 2 * BEFORE_END_MS > nowMs ? { remindAtMs: untilMs - BEFORE_END_MS } : {};

const KEYS = [
  ['remindAtMs', 'asc'],
  ['_id', 'asc'],
] as const;

/** Reminds of vouchers that end soon, of what is left of them; the code itself is told nowhere but on its page. */
export const remindOfVouchers = (nowMs: number, hasTime: HasTime): Promise<Swept> =>
  sweep('reminding of a voucher', vouchers.walk({ remindAtMs: _.lte(nowMs) }, { keys: KEYS }), hasTime, async (one) => {
    const order = one.state === 'issued' && nowMs < one.untilMs ? await orders.get(one.orderId) : null;
    const left = order ? leftOfVoucher(order, one) : 0;
    if (left > 0)
      await tellMembers([
        {
          memberId: one.memberId,
          event: `voucher:${one.orderId}:${one.skuId}:ends`,
          kind: 'expiry',
          title: '券快到期了',
          words: `${one.title} 还有 ${left} 份没用，${showMoment(one.untilMs)} 前可用。到期没用的自动退款。`,
          atMs: one.remindAtMs!,
          target: { page: 'order', id: one.orderId },
        },
      ]);
    await vouchers.changeWhere({ _id: one._id, remindAtMs: one.remindAtMs }, { remindAtMs: _.remove() });
    return left > 0;
  });
