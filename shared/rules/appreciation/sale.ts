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
  mulDivUp,
  mulRateUp,
  RATE_ONE,
  type Rate,
  refusingOverflow,
  seenAs,
  subtract,
} from '@shared/kernel';
import { type Account, memberAccount, merchantAccount, type Posting, post, system } from '@shared/ledger';
import type { AppreciationPlan, Price } from '@shared/plans';
import { freePoints, lockedOf, type Member, type Merchant } from '../member';
import { type RuleOutcome, refuse } from '../refusals';
import { type BackingPool, burn, priceOf } from './pool';

/** What leaves the pool for points, and what stays of it as a fee (rules §1 Sell). */
export interface SaleFigures {
  readonly points: MicroPoints;
  /** The exact price before. */
  readonly price: Price;
  readonly gross: Fen;
  readonly fee: Fen;
  readonly payout: Fen;
}

/** A member and the pool after a sale or a redemption. */
interface Sale {
  readonly member: Member;
  readonly pool: BackingPool;
  readonly figures: SaleFigures;
  readonly postings: readonly Posting[];
}

/** A merchant and the pool after the merchant's sale. */
interface MerchantSale {
  readonly merchant: Merchant;
  readonly pool: BackingPool;
  readonly figures: SaleFigures;
  readonly postings: readonly Posting[];
}

/** Value of points at the pool's price (rules §1 Sell). Rounded down: the pool must be able to pay everyone. */
export const pointsValue = (points: MicroPoints, pool: BackingPool): Fen =>
  pool.circulating === 0 ? (0 as Fen) : mulDivDown(points, pool.pool, pool.circulating);

/** gross, fee and payout of points at the pool's price. The fee is rounded up: the pool keeps the difference. */
function figuresOf(points: MicroPoints, pool: BackingPool, feeRate: Rate): SaleFigures {
  const gross = pointsValue(points, pool);
  const fee = mulRateUp(gross, feeRate);
  return { points, price: priceOf(pool), gross, fee, payout: subtract(gross, fee) };
}

type Family = 'sale' | 'redemption';

/** The figures of a sale or a redemption, refusals first. */
function quoteOut(
  member: Member,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
  family: Family,
): RuleOutcome<SaleFigures> {
  if (points === 0) return refuse(`${family}/nothing`, {});
  if (points > member.points) return refuse(`${family}/exceedsHolding`, { asked: points, held: member.points });
  const locked = lockedOf(member, points);
  if (locked) return refuse(`${family}/locked`, locked);
  const figures = figuresOf(points, pool, family === 'sale' ? plan.sellFeeRate : plan.redeemFeeRate);
  if (plan.exitMultiple !== null && figures.gross > member.exitQuota)
    return refuse(`${family}/exceedsExitQuota`, { asked: points, gross: figures.gross, quota: member.exitQuota });
  if (figures.payout === 0)
    return refuse(`${family}/worthNothing`, { asked: points, gross: figures.gross, fee: figures.fee });
  return done(figures);
}

/**
 * The most points that the member may sell: all that is free, or as many as the exit quota allows; 0 where their sale
 * would be refused (rules §1 Sell, Exit quota).
 */
export function maxSale(member: Member, pool: BackingPool, plan: AppreciationPlan): MicroPoints {
  const most = mostWithinExitQuota(member, pool, plan);
  return previewSale(member, pool, most, plan).ok ? most : microPoints(0);
}

/** All points that are free, or as many as the exit quota allows (rules §1 Exit quota). */
export function mostWithinExitQuota(member: Member, pool: BackingPool, plan: AppreciationPlan): MicroPoints {
  const free = freePoints(member);
  if (plan.exitMultiple === null || pointsValue(free, pool) <= member.exitQuota) return free;
  // The least points with a gross above the quota, less one: gross passes q where n × P / C reaches q + 1.
  return subtract(mulDivUp(add(fen(member.exitQuota), fen(1)), pool.circulating, pool.pool), microPoints(1));
}

const usesQuota = (quota: ExitQuotaFen, gross: Fen, plan: AppreciationPlan): ExitQuotaFen =>
  plan.exitMultiple === null ? quota : subtract(quota, exitQuotaFen(gross));

function out(member: Member, pool: BackingPool, figures: SaleFigures, plan: AppreciationPlan, payee: Account): Sale {
  const after = burn(pool, figures.points, figures.payout);
  const exitQuota = usesQuota(member.exitQuota, figures.gross, plan);
  return {
    member: { ...member, points: subtract(member.points, figures.points), exitQuota },
    pool: after.pool,
    figures,
    postings: [
      ...post('appreciating', memberAccount(member.id), system.retired, figures.points),
      ...post('cash', system.backingPool, payee, figures.payout), // the fee stays in the pool
      ...post('exitQuota', memberAccount(member.id), system.retired, subtract(member.exitQuota, exitQuota)),
      ...after.swept,
    ],
  };
}

/**
 * Sells points back to the pool: gross less the fee is credited as cash, the points are burned (rules §1 Sell).
 * Refused: nothing, more than held, locked points, past the exit quota, a payout of 0, a balance that would reach 2^53.
 */
export const sell = (
  member: Member,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<Sale> =>
  refusingOverflow(() => {
    const figures = quoteOut(member, pool, points, plan, 'sale');
    if (!figures.ok) return figures;
    const sale = out(member, pool, figures.value, plan, memberAccount(member.id));
    return done({ ...sale, member: { ...sale.member, cash: add(member.cash, figures.value.payout) } });
  });

/** Redeems points for goods: as a sale with redeemFeeRate, the payout paying for the goods (rules §1 Redeem). */
export const redeem = (
  member: Member,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<Sale> =>
  refusingOverflow(() => {
    const figures = quoteOut(member, pool, points, plan, 'redemption');
    return figures.ok ? done(out(member, pool, figures.value, plan, system.sales)) : figures;
  });

/**
 * The least points whose redemption pays for goods of a price: the payout is the price then, to the fen, while a millionth
 * of a point is worth no more than a fen. 0 where nothing would be paid (rules §1 Redeem).
 */
export function pointsToRedeem(
  price: Fen,
  pool: BackingPool,
  plan: Pick<AppreciationPlan, 'redeemFeeRate'>,
): MicroPoints {
  if (pool.pool === 0 || plan.redeemFeeRate >= RATE_ONE) return microPoints(0);
  // The least gross that leaves the price behind the fee, which is rounded up.
  const gross = mulDivUp(fen(RATE_ONE), price, fen(RATE_ONE - plan.redeemFeeRate));
  return mulDivUp(gross, pool.circulating, pool.pool);
}

/** The figures of a merchant's sale, refusals first. A merchant's points have no exit quota (rules §2). */
function quoteMerchantSale(
  merchant: Merchant,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<SaleFigures> {
  if (points === 0) return refuse('merchantSale/nothing');
  if (points > merchant.points) return refuse('merchantSale/exceedsHolding', { asked: points, held: merchant.points });
  const figures = figuresOf(points, pool, plan.sellFeeRate);
  return figures.payout === 0
    ? refuse('merchantSale/worthNothing', { asked: points, gross: figures.gross, fee: figures.fee })
    : done(figures);
}

/** A merchant sells points back to the pool, with sellFeeRate, at any time (rules §2 Merchant redeems). */
export const merchantSell = (
  merchant: Merchant,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<MerchantSale> =>
  refusingOverflow(() => {
    const quoted = quoteMerchantSale(merchant, pool, points, plan);
    if (!quoted.ok) return quoted;
    const figures = quoted.value;
    const after = burn(pool, points, figures.payout);
    return done({
      merchant: {
        ...merchant,
        points: subtract(merchant.points, points),
        cash: add(merchant.cash, figures.payout),
      },
      pool: after.pool,
      figures,
      postings: [
        ...post('appreciating', merchantAccount(merchant.id), system.retired, points),
        ...post('cash', system.backingPool, merchantAccount(merchant.id), figures.payout),
        ...after.swept,
      ],
    });
  });

/** What a sale of points would pay, nothing changed; refused as the sale would be (rules §1 Sell). */
export const previewSale = (
  member: Member,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<SaleFigures> => seenAs(sell(member, pool, points, plan), ({ figures }) => figures);

/** What a redemption of points would put towards goods, nothing changed; refused as it would be (rules §1 Redeem). */
export const previewRedemption = (
  member: Member,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<SaleFigures> => seenAs(redeem(member, pool, points, plan), ({ figures }) => figures);

/** What a merchant's sale would pay, nothing changed; refused as the sale would be (rules §2). */
export const previewMerchantSale = (
  merchant: Merchant,
  pool: BackingPool,
  points: MicroPoints,
  plan: AppreciationPlan,
): RuleOutcome<SaleFigures> => seenAs(merchantSell(merchant, pool, points, plan), ({ figures }) => figures);
