import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { done, fen, microPoints, type Outcome, rate } from '@shared/kernel';
import { isAsQuoted, pointsToRedeem, priceShown, redeem } from '@shared/rules';
import { book } from '../_books/journal';
import { writeMember } from '../_books/member';
import { type Turn, takeNumber } from '../_books/serial';
import { mayRedeem } from '../_orders/mayRedeem';
import { step } from '../_orders/step';
import type { Transaction } from '../_platform/transactions';
import { orders, pools, shops } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import type { MemberAndPool } from './memberExits';
import { inForce } from './pool';

type Redeemed = OutputOf<'wallet.redeem'>;
type RedeemRefusal = Exclude<RefusalOf<'wallet.redeem'>, 'request/reused' | 'close/running'>;
type SeenRefusal = Exclude<RefusalOf<'wallet.previewRedemption'>, 'request/reused'>;

/**
 * An order that its buyer may pay with points, as it is now: alone, of the platform's own shop, delivered, not begun to be
 * paid with money. Who sends it is paid by the pool, and nobody else's goods go out for points.
 */
export async function redeemable(
  orderId: string,
  memberId: string,
  nowMs: number,
  transaction?: Transaction,
): Promise<Outcome<OrderDocument, SeenRefusal>> {
  const order = await orders.get(orderId, transaction);
  if (order?.memberId !== memberId || !order.isPlaced) return refuse('order/unknown');
  if (order.state !== 'awaitingPayment') return refuse('order/notInState', { state: order.state });
  if (nowMs >= order.payBeforeMs) return refuse('order/expired', { payBeforeMs: order.payBeforeMs });
  const shop = await shops.get(order.shopId, transaction);
  const isOwn = shop !== null && shop.ownerId === null;
  if (!isOwn || !mayRedeem(order, nowMs)) return refuse('redemption/notFor');
  return done(order);
}

/** What an order would take, by the rule. */
export function redemptionOf({ held, read }: MemberAndPool, order: OrderDocument) {
  const works = inForce(read);
  if (!works.ok) return works;
  const { pool, inForce: plan } = works.value;
  const points = pointsToRedeem(fen(order.cashFen), pool.state, plan.plan);
  const redeemed = redeem(held.member, pool.state, points, plan.plan);
  if (!redeemed.ok) return redeemed as Outcome<never, SeenRefusal>;
  const { figures, member } = redeemed.value;
  // A millionth of a point worth more than a fen pays for nothing to the fen.
  if (figures.payout !== order.cashFen) return refuse('redemption/notFor');
  const shown = {
    microPoints: figures.points,
    grossFen: figures.gross,
    feeFen: figures.fee,
    payoutFen: figures.payout,
    leftMicroPoints: member.points,
    leftExitQuotaFen: member.exitQuota,
  };
  return done({ ...redeemed.value, before: pool, plan, shown });
}

/**
 * Pays an order with its buyer's points in their turn, within a transaction: the points are burned, what they are worth
 * pays for the goods (rules §1 Redeem), and the order is paid as by money. No plan counts it.
 */
export async function redeemOrder(
  seen: MemberAndPool,
  asked: { readonly orderId: string; readonly quotedMicroPoints: number },
  turn: Turn,
  transaction: Transaction,
): Promise<Outcome<Redeemed, RedeemRefusal>> {
  const { held, read } = seen;
  const found = await redeemable(asked.orderId, held.document._id, turn.atMs, transaction);
  if (!found.ok) return found;
  const order = found.value;
  const redeemed = redemptionOf(seen, order);
  if (!redeemed.ok) return redeemed;
  const { before, plan, figures, member, pool, postings, shown } = redeemed.value;
  const tolerance = rate(read.settings.quoteToleranceMillionths);
  // More points than were quoted are worse.
  if (!isAsQuoted(shown.microPoints, microPoints(asked.quotedMicroPoints), tolerance))
    return refuse('quote/moved', { quoted: asked.quotedMicroPoints, now: shown.microPoints });
  const entryId = `order:${order._id}:pay`;
  await writeMember(held, member, { ...turn, id: entryId }, transaction);
  await pools.put({ ...before, state: pool }, transaction);
  await takeNumber(turn, transaction);
  await step(
    order,
    { order: 'payment.received' },
    { atMs: turn.atMs, by: 'buyer', note: '增值积分兑换', entryId },
    {
      paidAtMs: turn.atMs,
      redeemed: { microPoints: figures.points, payoutFen: figures.payout },
      counted: [],
    },
    transaction,
  );
  const line = {
    memberId: member.id,
    kind: 'points.redemption',
    plan: 'appreciation',
    version: plan.version,
    note: order.orderNo,
    inputs: {
      outMicroPoints: figures.points,
      metPoolFen: before.state.pool,
      metCirculatingMicroPoints: before.state.circulating,
      metExitQuotaFen: held.member.exitQuota,
      exitMultipleMillionths: plan.plan.exitMultiple ?? 0,
      redeemFeeRateMillionths: plan.plan.redeemFeeRate,
    },
  } as const;
  const quotaUsed = held.member.exitQuota - member.exitQuota;
  await book(
    {
      id: entryId,
      kind: 'points.redemption',
      atMs: turn.atMs,
      day: turn.day,
      order,
      postings,
      lines: [
        { ...line, asset: 'appreciating', units: -figures.points },
        ...(quotaUsed > 0 ? [{ ...line, asset: 'exitQuota' as const, units: -quotaUsed }] : []),
      ],
    },
    transaction,
  );
  const priceNow = priceShown(figures.price);
  return done({ exitId: order._id, orderId: order._id, atMs: turn.atMs, priceShown: priceNow, ...shown });
}
