import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { confirmedInTurn } from '../_exits/inTurnOf';
import { inForce, quoteOf, readPool } from '../_exits/pool';
import { redeemStable as redeem, redemptionSeen, sellShopPoints, shopSaleSeen } from '../_exits/shopExits';
import { merchants } from '../_store/collections';
import { shopOf } from './own';

/** The pool and the own shop's balances, to be looked at. */
async function seen(shopId: string, nowMs: number) {
  const [read, merchant] = await Promise.all([readPool(nowMs), merchants.get(shopId)]);
  return { read, merchant };
}

export const viewPoints: Handler<'merchant.viewPoints'> = async (_input, caller) => {
  const { read, merchant } = await seen(shopOf(caller), caller.nowMs);
  const works = inForce(read);
  if (!works.ok) return works;
  const { pool, inForce: plan } = works.value;
  return done({
    stableCents: merchant?.stableCents ?? 0,
    microPoints: merchant?.pointsMicroPoints ?? 0,
    feeRateMillionths: plan.plan.sellFeeRate,
    paused: read.paused,
    quote: quoteOf(pool, read, caller.nowMs),
    isDemo: read.settings.isDemo,
  });
};

export const previewRedemption: Handler<'merchant.previewRedemption'> = async ({ cents }, caller) => {
  const { read, merchant } = await seen(shopOf(caller), caller.nowMs);
  const redeemed = redemptionSeen(read, shopOf(caller), merchant, cents);
  if (!redeemed.ok) return redeemed;
  const { priceShown: _inQuote, ...figures } = redeemed.value.shown;
  return done({ quote: quoteOf(redeemed.value.before, read, caller.nowMs), figures });
};

export const redeemStable: Handler<'merchant.redeemStable'> = (input, caller) =>
  confirmedInTurn(
    caller,
    input.payPassword,
    async () => done(await readPool(caller.nowMs)),
    (read, turn, transaction) => redeem(read, shopOf(caller), input, turn, transaction),
  );

export const previewSale: Handler<'merchant.previewSale'> = async ({ microPoints }, caller) => {
  const { read, merchant } = await seen(shopOf(caller), caller.nowMs);
  const sold = shopSaleSeen(read, shopOf(caller), merchant, microPoints);
  if (!sold.ok) return sold;
  const { priceShown: _inQuote, ...figures } = sold.value.shown;
  return done({ quote: quoteOf(sold.value.before, read, caller.nowMs), figures });
};

export const sellPoints: Handler<'merchant.sellPoints'> = (input, caller) =>
  confirmedInTurn(
    caller,
    input.payPassword,
    async () => done(await readPool(caller.nowMs)),
    (read, turn, transaction) => sellShopPoints(read, shopOf(caller), input, turn, transaction),
  );
