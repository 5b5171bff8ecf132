import { done, type Outcome } from '@shared/kernel';
import { maxExchange, maxSale } from '@shared/rules';
import type { Handler } from '../_actions/outcomes';
import { confirmedInTurn } from '../_exits/inTurnOf';
import {
  exchangePoints,
  exchangeSeen,
  type MemberAndPool,
  readMemberAndPool,
  saleSeen,
  sellPoints,
} from '../_exits/memberExits';
import { inForce, quoteOf } from '../_exits/pool';
import { redeemable, redeemOrder, redemptionOf } from '../_exits/redeemOrder';

/** What is held, how much of it may leave, and the quote's state. */
function holdingOf({ held, read }: MemberAndPool, most: typeof maxSale, nowMs: number) {
  const works = inForce(read);
  if (!works.ok) return works;
  const { pool, inForce: plan } = works.value;
  return done({
    heldMicroPoints: held.member.points,
    lockedMicroPoints: held.member.locked ?? 0,
    mostMicroPoints: most(held.member, pool.state, plan.plan),
    hasExitQuota: plan.plan.exitMultiple !== null,
    exitQuotaFen: held.member.exitQuota,
    quote: quoteOf(pool, read, nowMs),
    isDemo: read.settings.isDemo,
    feeRateMillionths: plan.plan.sellFeeRate,
  });
}

/** What was asked of a preview; nothing asked shows nothing. */
const seenOf = <T, R extends string>(
  points: number | undefined,
  see: (points: number) => Outcome<T & { readonly priceShown: string }, R>,
): Outcome<Omit<T, 'priceShown'> | null, R> => {
  if (points === undefined) return done(null);
  const seen = see(points);
  if (!seen.ok) return seen;
  const { priceShown: _inQuote, ...figures } = seen.value;
  return done(figures);
};

export const previewSale: Handler<'wallet.previewSale'> = async ({ microPoints }, { member, nowMs }) => {
  const seen = await readMemberAndPool(member._id, nowMs);
  if (!seen.ok) return seen;
  const holding = holdingOf(seen.value, maxSale, nowMs);
  if (!holding.ok) return holding;
  const figures = seenOf(microPoints, (points) => saleSeen(seen.value, points));
  return figures.ok ? done({ ...holding.value, paused: seen.value.read.paused, figures: figures.value }) : figures;
};

export const sell: Handler<'wallet.sell'> = (input, caller) =>
  confirmedInTurn(
    caller,
    input.payPassword,
    () => readMemberAndPool(caller.member._id, caller.nowMs),
    (seen, turn, transaction) => sellPoints(seen, input, turn, transaction),
  );

export const previewRedemption: Handler<'wallet.previewRedemption'> = async ({ orderId }, { member, nowMs }) => {
  const [seen, order] = await Promise.all([
    readMemberAndPool(member._id, nowMs),
    redeemable(orderId, member._id, nowMs),
  ]);
  if (!order.ok) return order;
  if (!seen.ok) return seen;
  const holding = holdingOf(seen.value, maxSale, nowMs);
  if (!holding.ok) return holding;
  const redeemed = redemptionOf(seen.value, order.value);
  if (!redeemed.ok) return redeemed;
  const feeRateMillionths = redeemed.value.plan.plan.redeemFeeRate;
  return done({ ...holding.value, feeRateMillionths, priceFen: order.value.cashFen, figures: redeemed.value.shown });
};

export const redeem: Handler<'wallet.redeem'> = (input, caller) =>
  confirmedInTurn(
    caller,
    input.payPassword,
    () => readMemberAndPool(caller.member._id, caller.nowMs),
    (seen, turn, transaction) => redeemOrder(seen, input, turn, transaction),
  );

export const previewExchange: Handler<'wallet.previewExchange'> = async ({ microPoints }, { member, nowMs }) => {
  const seen = await readMemberAndPool(member._id, nowMs);
  if (!seen.ok) return seen;
  const holding = holdingOf(seen.value, maxExchange, nowMs);
  if (!holding.ok) return holding;
  const figures = seenOf(microPoints, (points) => exchangeSeen(seen.value, points));
  if (!figures.ok) return figures;
  const { feeRateMillionths: _none, ...shown } = holding.value;
  return done({ ...shown, figures: figures.value });
};

export const exchange: Handler<'wallet.exchange'> = (input, caller) =>
  confirmedInTurn(
    caller,
    input.payPassword,
    () => readMemberAndPool(caller.member._id, caller.nowMs),
    (seen, turn, transaction) => exchangePoints(seen, input, turn, transaction),
  );
