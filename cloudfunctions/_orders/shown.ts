import type { Grant, OrderCard, OrderPage } from '@shared/contract';
import { fen, microPoints } from '@shared/kernel';
import { priceShown } from '@shared/rules';
import { daysOfMember } from '../_books/pages/days';
import type { Standing } from '../_books/pages/read';
import { unseal } from '../_platform/phone';
import type { OrderDocument, OrderGrant } from '../_store/documents';
import { stateAfter } from './step';

const lineShown = (line: OrderDocument['lines'][number]) => ({
  goodsId: line.goodsId,
  skuId: line.skuId,
  title: line.title,
  label: line.label,
  picture: line.picture,
  ground: line.ground,
  priceFen: line.priceFen,
  quantity: line.quantity,
  amountFen: line.amountFen,
});

/** An order in a list. */
export function cardOf(order: OrderDocument, nowMs: number): OrderCard {
  const isPending = order.isRefundPending;
  return {
    orderId: order._id,
    orderNo: order.orderNo,
    state: order.state,
    isRefundPending: isPending,
    placedAtMs: order.placedAtMs,
    changedAtMs: order.changedAtMs,
    shopName: order.shopName,
    first: lineShown(order.lines[0]!),
    lineCount: order.lines.length,
    pieces: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    payment: {
      goodsFen: order.goodsFen,
      freightFen: order.freightFen,
      spendableCents: order.spendableCents,
      stableCents: 0,
      cashFen: order.cashFen,
    },
    payBeforeMs: order.state === 'awaitingPayment' ? order.payBeforeMs : null,
    settlesAtMs: order.state === 'received' ? order.dueAtMs : null,
    counted: order.counted.map((one) => ({ ...one })),
    grantedReleaseCents: order.grants.reduce(
      (sum, grant) => sum + (grant.plan === 'release' ? grant.grantedReleaseCents : 0),
      0,
    ),
    may: {
      pay: order.state === 'awaitingPayment' && nowMs < order.payBeforeMs,
      cancel: stateAfter(order, 'buyer.cancelled') !== undefined,
      confirm: stateAfter(order, 'receipt.confirmed') !== undefined && !isPending,
      refund:
        stateAfter(order, 'refund.approved') !== undefined &&
        !isPending &&
        (order.dueAtMs === null || nowMs < order.dueAtMs),
    },
  };
}

/** What is left of an order's release points, as of the last close. A used-up order is on the page no more. */
function remainingOf({ _id, settleDay }: OrderDocument, granted: number, standing: Standing | null): number {
  if (!standing) return granted;
  const { page, firstOrder, orderCount } = standing;
  const at = page.orders.slice(firstOrder, firstOrder + orderCount).indexOf(_id);
  if (at >= 0) return page.remaining[firstOrder + at]!;
  return settleDay !== null && settleDay <= page.day ? 0 : granted;
}

async function shownGrant(grant: OrderGrant, order: OrderDocument, standing: Standing | null): Promise<Grant> {
  // What explains this plan's part of the order's one entry.
  const entryId = `${grant.entryId}:${grant.plan}`;
  if (grant.plan === 'dividend') return { ...grant, entryId };
  if (grant.plan === 'appreciation') {
    const { referrerMicroPoints: _hidden, priceFen, priceMicroPoints, ...shown } = grant;
    return { ...shown, entryId, priceShown: priceShown({ fen: fen(priceFen), points: microPoints(priceMicroPoints) }) };
  }
  const remaining = remainingOf(order, grant.grantedReleaseCents, standing);
  const released = grant.grantedReleaseCents - remaining;
  const { days, staticCents } = await staticOf(order, standing);
  return {
    ...grant,
    entryId,
    releasedStaticCents: staticCents,
    releasedBonusCents: released - staticCents,
    staticDays: days,
    remainingReleaseCents: remaining,
  };
}

/** The static part of what an order released so far: summed over the closes, of which each names the order. */
async function staticOf(
  order: OrderDocument,
  standing: Standing | null,
): Promise<{ days: number; staticCents: number }> {
  let days = 0;
  let staticCents = 0;
  if (!standing || order.settleDay === null) return { days, staticCents };
  const field = `credits.${order.memberId}`;
  for await (const pageDay of daysOfMember(standing.page, {
    sinceDay: order.settleDay,
    fields: { day: true, [field]: true },
  })) {
    for (const [orderId, , released] of pageDay.credits?.[order.memberId]?.release?.orders ?? [])
      if (orderId === order._id && released > 0) {
        days += 1;
        staticCents += released;
      }
  }
  return { days, staticCents };
}

/** An order on its own page. The address's phone is shown to the buyer and to administrators alone. */
export async function orderPageOf(order: OrderDocument, standing: Standing | null, nowMs: number): Promise<OrderPage> {
  return {
    ...cardOf(order, nowMs),
    lines: order.lines.map(lineShown),
    address: {
      name: order.address.name,
      phone: unseal(order.address.phoneSealed),
      region: order.address.region,
      detail: order.address.detail,
    },
    delivery: order.delivery,
    grants: await Promise.all(order.grants.map((grant) => shownGrant(grant, order, standing))),
    notCounted: order.notCounted.map((one) => ({ ...one })),
    log: order.log.map((one) => ({ ...one })).reverse(),
  };
}
