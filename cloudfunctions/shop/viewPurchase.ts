import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { tradeOf } from '../_orders/cashier';
import { ownOrderJoin } from '../_orders/own';
import { allOf, firstOf } from '../_orders/purchase';
import { cardOf } from '../_orders/shown';
import type { OrderDocument } from '../_store/documents';

/** How orders are paid together. */
function paymentOf(all: readonly OrderDocument[]) {
  const sum = (of: (order: OrderDocument) => number | undefined): number =>
    all.reduce((whole, order) => whole + (of(order) ?? 0), 0);
  return {
    goodsFen: sum(({ goodsFen }) => goodsFen),
    freightFen: sum(({ freightFen }) => freightFen),
    ...(all.some(({ reducedFen = 0 }) => reducedFen > 0) ? { reducedFen: sum(({ reducedFen }) => reducedFen) } : {}),
    couponFen: sum(({ couponFen }) => couponFen),
    spendableCents: sum(({ spendableCents }) => spendableCents),
    stableCents: sum(({ stableCents }) => stableCents),
    balanceFen: sum(({ balanceFen }) => balanceFen),
    cashFen: sum(({ cashFen }) => cashFen),
  };
}

/** What became of a payment: the order that stands for it, and every order that it pays. */
export const viewPurchase = joining<'shop.viewPurchase', readonly [ReturnType<typeof ownOrderJoin>]>(
  ({ orderId }) => [ownOrderJoin(orderId)],
  async (_input, { member, nowMs }, [own]) => {
    if (!own) return refuse('order/unknown');
    const first = await firstOf(own);
    const all = await allOf(first);
    return done({
      orderId: first._id,
      state: first.state,
      totalFen: tradeOf(first).totalFen,
      payment: paymentOf(all),
      startedAtMs: first.prepaidAtMs,
      payBeforeMs: first.payBeforeMs,
      mayPay: first.state === 'awaitingPayment' && nowMs < first.payBeforeMs,
      orders: all.map((order) => cardOf(order, member.accepted, nowMs)),
    });
  },
);
