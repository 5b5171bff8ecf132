import {
  add,
  done,
  type ExitQuotaFen,
  exitQuotaFen,
  type Fen,
  fen,
  type MicroPoints,
  mulDivDown,
  refusingOverflow,
  type StableCents,
  stableCents,
  subtract,
} from '@shared/kernel';
import { memberAccount, merchantAccount, type Posting, post, system } from '@shared/ledger';
import type { AppreciationPlan, Price } from '@shared/plans';
import { type BackingPool, pointsValue, priceOf } from '../appreciation';
import type { Member, Merchant } from '../member';
import { type RuleOutcome, refuse } from '../refusals';

/** 1 stable point = 1 yuan, so a hundredth of a point is a fen (rules §2). */
const fenOf = (stable: StableCents): Fen => fen(stable);
const stableOf = (cash: Fen): StableCents => stableCents(cash);

/** What an exchange issues for points (rules §2 Exchange). */
export interface ExchangeFigures {
  readonly points: MicroPoints;
  readonly price: Price;
  readonly issued: StableCents;
}

/** What an exchange of points would issue, nothing changed; refused as the exchange would be (rules §2 Exchange). */
export function previewExchange(
  member: Member,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<ExchangeFigures> {
  if (points === 0) return refuse('exchange/nothing');
  if (points > member.points) return refuse('exchange/exceedsHolding', { asked: points, held: member.points });
  const value = pointsValue(points, pool);
  if (plan.exitMultiple !== null && value > member.exitQuota)
    return refuse('exchange/exceedsExitQuota', { asked: points, gross: value, quota: member.exitQuota });
  if (value === 0) return refuse('exchange/worthNothing', { asked: points });
  return done({ points, price: priceOf(pool), issued: stableOf(value) });
}

/**
 * Exchanges appreciating points for stable points of their value: the points move to the exchange reserve and are
 * not burned, so the price stays (rules §2 Exchange). Uses exit quota as a sale does.
 */
export const exchange = (
  member: Member,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<{ member: Member; pool: BackingPool; figures: ExchangeFigures; postings: readonly Posting[] }> =>
  refusingOverflow(() => {
    const previewed = previewExchange(member, pool, points, plan);
    if (!previewed.ok) return previewed;
    const { issued } = previewed.value;
    const usedQuota: ExitQuotaFen = exitQuotaFen(plan.exitMultiple === null ? 0 : issued);
    return done({
      member: {
        ...member,
        points: subtract(member.points, points),
        stable: add(member.stable, issued),
        exitQuota: subtract(member.exitQuota, usedQuota),
      },
      pool: {
        ...pool,
        reservePoints: add(pool.reservePoints, points),
        stableOutstanding: add(pool.stableOutstanding, issued),
      },
      figures: previewed.value,
      postings: [
        ...post('appreciating', memberAccount(member.id), system.exchangeReserve, points),
        ...post('stable', system.issued, memberAccount(member.id), issued),
        ...post('exitQuota', memberAccount(member.id), system.retired, usedQuota),
      ],
    });
  });

/** Whether a member may pay a merchant that many stable points; nothing changed (rules §2 Pay). */
export function previewPayment(member: Member, merchant: Merchant, amount: StableCents): RuleOutcome<StableCents> {
  if (amount === 0) return refuse('payment/nothing');
  if (merchant.ownerId === member.id) return refuse('payment/ownMerchant', { merchant: merchant.id });
  if (amount > member.stable) return refuse('payment/exceedsHolding', { asked: amount, held: member.stable });
  return done(amount);
}

/** Pays a merchant with stable points (rules §2 Pay). Refused: nothing, one's own merchant, more than held. */
export const pay = (
  member: Member,
  merchant: Merchant,
  amount: StableCents,
): RuleOutcome<{ member: Member; merchant: Merchant; postings: readonly Posting[] }> =>
  refusingOverflow(() => {
    const previewed = previewPayment(member, merchant, amount);
    if (!previewed.ok) return previewed;
    return done({
      member: { ...member, stable: subtract(member.stable, amount) },
      merchant: { ...merchant, stable: add(merchant.stable, amount) },
      postings: post('stable', memberAccount(member.id), merchantAccount(merchant.id), amount),
    });
  });

/** What a merchant's redemption would give, nothing changed (rules §2 Merchant redeems). Rounded down: the reserve's
 * value must cover what stays out. */
export function previewMerchantRedemption(
  merchant: Merchant,
  pool: BackingPool,
  amount: StableCents,
): RuleOutcome<{ points: MicroPoints; price: Price }> {
  if (amount === 0) return refuse('merchantRedemption/nothing');
  if (amount > merchant.stable)
    return refuse('merchantRedemption/exceedsHolding', { asked: amount, held: merchant.stable });
  const points = mulDivDown(fenOf(amount), pool.circulating, pool.pool);
  if (points === 0) return refuse('merchantRedemption/worthNothing', { asked: amount });
  return done({ points, price: priceOf(pool) });
}

/** A merchant redeems stable points for appreciating points of equal value out of the reserve (rules §2). */
export const merchantRedeem = (
  merchant: Merchant,
  pool: BackingPool,
  amount: StableCents,
): RuleOutcome<{ merchant: Merchant; pool: BackingPool; points: MicroPoints; postings: readonly Posting[] }> =>
  refusingOverflow(() => {
    const previewed = previewMerchantRedemption(merchant, pool, amount);
    if (!previewed.ok) return previewed;
    const { points } = previewed.value;
    return done({
      merchant: {
        ...merchant,
        stable: subtract(merchant.stable, amount),
        points: add(merchant.points, points),
      },
      pool: {
        ...pool,
        reservePoints: subtract(pool.reservePoints, points),
        stableOutstanding: subtract(pool.stableOutstanding, amount),
      },
      points,
      postings: [
        ...post('stable', merchantAccount(merchant.id), system.retired, amount),
        ...post('appreciating', system.exchangeReserve, merchantAccount(merchant.id), points),
      ],
    });
  });

/** The exchange reserve at today's price, in fen; at least what is out in stable points, always (rules §2). */
export const reserveValue = (pool: BackingPool): Fen => pointsValue(pool.reservePoints, pool);
