import {
  add,
  done,
  type ExitQuotaFen,
  exitQuotaFen,
  type Fen,
  fen,
  type MicroPoints,
  microPoints,
  mulDivDown,
  refusingOverflow,
  type StableCents,
  seenAs,
  stableCents,
  subtract,
} from '@shared/kernel';
import { memberAccount, merchantAccount, type Posting, post, system } from '@shared/ledger';
import type { AppreciationPlan, Price } from '@shared/plans';
import { type BackingPool, mostWithinExitQuota, pointsValue, priceOf } from '../appreciation';
import { lockedOf, type Member, type Merchant } from '../member';
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

/** The figures of an exchange, refusals first. */
function quoteExchange(
  member: Member,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<ExchangeFigures> {
  if (points === 0) return refuse('exchange/nothing');
  if (points > member.points) return refuse('exchange/exceedsHolding', { asked: points, held: member.points });
  const locked = lockedOf(member, points);
  if (locked) return refuse('exchange/locked', locked);
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
    const quoted = quoteExchange(member, pool, points, plan);
    if (!quoted.ok) return quoted;
    const { issued } = quoted.value;
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
      figures: quoted.value,
      postings: [
        ...post('appreciating', memberAccount(member.id), system.exchangeReserve, points),
        ...post('stable', system.issued, memberAccount(member.id), issued),
        ...post('exitQuota', memberAccount(member.id), system.retired, usedQuota),
      ],
    });
  });

/** The most points that the member may exchange; 0 where their exchange would be refused (rules §2 Exchange). */
export function maxExchange(member: Member, pool: BackingPool, plan: AppreciationPlan): MicroPoints {
  const most = mostWithinExitQuota(member, pool, plan);
  return previewExchange(member, pool, most, plan).ok ? most : microPoints(0);
}

/** Pays a merchant with stable points (rules §2 Pay). Refused: nothing, one's own merchant, more than held. */
export const pay = (
  member: Member,
  merchant: Merchant,
  amount: StableCents,
): RuleOutcome<{ member: Member; merchant: Merchant; postings: readonly Posting[] }> =>
  refusingOverflow(() => {
    if (amount === 0) return refuse('payment/nothing');
    if (merchant.ownerId === member.id) return refuse('payment/ownMerchant', { merchant: merchant.id });
    if (amount > member.stable) return refuse('payment/exceedsHolding', { asked: amount, held: member.stable });
    return done({
      member: { ...member, stable: subtract(member.stable, amount) },
      merchant: { ...merchant, stable: add(merchant.stable, amount) },
      postings: post('stable', memberAccount(member.id), merchantAccount(merchant.id), amount),
    });
  });

/** A merchant redeems stable points for appreciating points of equal value out of the reserve (rules §2). */
export const merchantRedeem = (
  merchant: Merchant,
  pool: BackingPool,
  amount: StableCents,
): RuleOutcome<{ merchant: Merchant; pool: BackingPool; points: MicroPoints; postings: readonly Posting[] }> =>
  refusingOverflow(() => {
    if (amount === 0) return refuse('merchantRedemption/nothing');
    if (amount > merchant.stable)
      return refuse('merchantRedemption/exceedsHolding', { asked: amount, held: merchant.stable });
    // Rounded down: the reserve's value must cover what stays out.
    const points = mulDivDown(fenOf(amount), pool.circulating, pool.pool);
    if (points === 0) return refuse('merchantRedemption/worthNothing', { asked: amount });
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

/** What an exchange of points would issue, nothing changed; refused as the exchange would be (rules §2 Exchange). */
export const previewExchange = (
  member: Member,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<ExchangeFigures> => seenAs(exchange(member, pool, points, plan), ({ figures }) => figures);

/** Whether a member may pay a merchant that many stable points; nothing changed, refused as it would be (rules §2). */
export const previewPayment = (member: Member, merchant: Merchant, amount: StableCents): RuleOutcome<StableCents> =>
  seenAs(pay(member, merchant, amount), () => amount);

/** What a merchant's redemption would give, nothing changed; refused as it would be (rules §2 Merchant redeems). */
export const previewMerchantRedemption = (
  merchant: Merchant,
  pool: BackingPool,
  amount: StableCents,
): RuleOutcome<{ points: MicroPoints; price: Price }> =>
  seenAs(merchantRedeem(merchant, pool, amount), ({ points }) => ({ points, price: priceOf(pool) }));

/** The exchange reserve at today's price, in fen; at least what is out in stable points, always (rules §2). */
export const reserveValue = (pool: BackingPool): Fen => pointsValue(pool.reservePoints, pool);
