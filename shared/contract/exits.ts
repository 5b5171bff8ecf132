import * as z from 'zod';
import { action } from './action';
import { day, id, moment, nothing, payPassword, rateMillionths, requestId, units } from './values';

/**
 * The state that a quote was made for, and how much less than quoted one agrees to. The act names what was quoted; is it
 * worse for whoever asks by more than the tolerance, it is refused as `quote/moved` and nothing has happened.
 */
const quote = z.strictObject({
  poolFen: units,
  circulatingMicroPoints: units,
  /** 5.1731 */
  priceShown: z.string(),
  toleranceMillionths: rateMillionths,
  atMs: moment,
});

/** Appreciating points in millionths, to be sold or exchanged; none: only what there is is told. */
const asked = z.strictObject({ microPoints: units.optional() });

/** What a member has of appreciating points, and what of it may leave now. */
const holding = {
  heldMicroPoints: units,
  /** What of it is locked by certificates that are out. */
  lockedMicroPoints: units,
  /** As many as would not be refused; 0 where none may leave. */
  mostMicroPoints: units,
  hasExitQuota: z.boolean(),
  exitQuotaFen: units,
  quote,
  isDemo: z.boolean(),
} as const;

/** What points bring by a sale (rules §1 Sell), and what is left after it. */
const saleFigures = {
  microPoints: units,
  grossFen: units,
  feeFen: units,
  payoutFen: units,
  leftMicroPoints: units,
  leftExitQuotaFen: units,
} as const;

/** What points bring by an exchange (rules §2 Exchange), and what is left after it. */
const exchangeFigures = {
  microPoints: units,
  issuedCents: units,
  leftMicroPoints: units,
  leftExitQuotaFen: units,
} as const;

const redemptionFigures = { cents: units, microPoints: units, leftCents: units, leftMicroPoints: units } as const;
const merchantSaleFigures = {
  microPoints: units,
  grossFen: units,
  feeFen: units,
  payoutFen: units,
  leftMicroPoints: units,
} as const;

const redeemedFigures = {
  microPoints: units,
  grossFen: units,
  feeFen: units,
  payoutFen: units,
  leftMicroPoints: units,
  leftExitQuotaFen: units,
} as const;
const redeemRefusals = [
  'plan/off',
  'order/unknown',
  'order/notInState',
  'order/expired',
  'redemption/notFor',
  'redemption/nothing',
  'redemption/exceedsHolding',
  'redemption/locked',
  'redemption/exceedsExitQuota',
  'redemption/worthNothing',
] as const;

const receipt = { exitId: id, atMs: moment, priceShown: z.string() } as const;
const confirmed = { payPassword, requestId } as const;
const passwordRefusals = ['payPassword/notSet', 'payPassword/wrong', 'payPassword/locked'] as const;
const saleRefusals = [
  'plan/off',
  'sale/notCleared',
  'sale/nothing',
  'sale/exceedsHolding',
  'sale/locked',
  'sale/worthNothing',
] as const;
const exchangeRefusals = [
  'plan/off',
  'exchange/nothing',
  'exchange/exceedsHolding',
  'exchange/locked',
  'exchange/worthNothing',
] as const;
const shopSaleRefusals = [
  'plan/off',
  'sale/notCleared',
  'merchantSale/nothing',
  'merchantSale/exceedsHolding',
  'merchantSale/worthNothing',
] as const;
const redemptionRefusals = [
  'plan/off',
  'merchantRedemption/nothing',
  'merchantRedemption/exceedsHolding',
  'merchantRedemption/worthNothing',
] as const;

/** Ways out of points: a member's sale and exchange, a merchant's redemption and sale (rules §1, §2). */
export const exitActions = [
  action({
    name: 'wallet.previewSale',
    role: 'member',
    input: asked,
    output: z.strictObject({
      ...holding,
      feeRateMillionths: rateMillionths,
      /** Selling for cash is off for want of a clearance: since when, where one has ended. */
      paused: z.strictObject({ sinceDay: day.nullable() }).nullable(),
      figures: z.strictObject(saleFigures).nullable(),
    }),
    refusals: [
      'plan/off',
      'sale/nothing',
      'sale/exceedsHolding',
      'sale/locked',
      'sale/exceedsExitQuota',
      'sale/worthNothing',
    ],
  }),
  /** Sells points for cash, in the strict order of the open day. `quotedFen`: the payout that the preview told. */
  action({
    name: 'wallet.sell',
    role: 'member',
    input: z.strictObject({ microPoints: units, quotedFen: units, ...confirmed }),
    output: z.strictObject({ ...receipt, ...saleFigures }),
    refusals: [...passwordRefusals, ...saleRefusals, 'sale/exceedsExitQuota', 'quote/moved', 'close/running'],
  }),
  action({
    name: 'wallet.previewExchange',
    role: 'member',
    input: asked,
    output: z.strictObject({ ...holding, figures: z.strictObject(exchangeFigures).nullable() }),
    refusals: [...exchangeRefusals, 'exchange/exceedsExitQuota'],
  }),
  /** Exchanges points for stable points of their value. `quotedCents`: what the preview told. */
  action({
    name: 'wallet.exchange',
    role: 'member',
    input: z.strictObject({ microPoints: units, quotedCents: units, ...confirmed }),
    output: z.strictObject({ ...receipt, ...exchangeFigures }),
    refusals: [...passwordRefusals, ...exchangeRefusals, 'exchange/exceedsExitQuota', 'quote/moved', 'close/running'],
  }),
  /** What an order that waits to be paid would take of one's points, all of it (rules §1 Redeem). */
  action({
    name: 'wallet.previewRedemption',
    role: 'member',
    input: z.strictObject({ orderId: id }),
    output: z.strictObject({
      ...holding,
      priceFen: units,
      feeRateMillionths: rateMillionths,
      figures: z.strictObject(redeemedFigures),
    }),
    refusals: [...redeemRefusals],
  }),
  /** Pays an order's goods and freight with points that are burned. `quotedMicroPoints`: what the preview told. */
  action({
    name: 'wallet.redeem',
    role: 'member',
    input: z.strictObject({ orderId: id, quotedMicroPoints: units, ...confirmed }),
    output: z.strictObject({ ...receipt, ...redeemedFigures, orderId: id }),
    refusals: [...passwordRefusals, ...redeemRefusals, 'quote/moved', 'close/running'],
  }),
  /** The points of the own shop, at the pool's price. */
  action({
    name: 'merchant.viewPoints',
    role: 'merchant',
    input: nothing,
    output: z.strictObject({
      stableCents: units,
      microPoints: units,
      feeRateMillionths: rateMillionths,
      paused: z.strictObject({ sinceDay: day.nullable() }).nullable(),
      quote,
      isDemo: z.boolean(),
    }),
    refusals: ['plan/off'],
  }),
  action({
    name: 'merchant.previewRedemption',
    role: 'merchant',
    input: z.strictObject({ cents: units }),
    output: z.strictObject({ quote, figures: z.strictObject(redemptionFigures) }),
    refusals: redemptionRefusals,
  }),
  /** Turns stable points into appreciating ones of equal value (rules §2). `quotedMicroPoints`: what the preview told. */
  action({
    name: 'merchant.redeemStable',
    role: 'merchant',
    input: z.strictObject({ cents: units, quotedMicroPoints: units, ...confirmed }),
    output: z.strictObject({ ...receipt, ...redemptionFigures }),
    refusals: [...passwordRefusals, ...redemptionRefusals, 'quote/moved', 'close/running'],
  }),
  action({
    name: 'merchant.previewSale',
    role: 'merchant',
    input: z.strictObject({ microPoints: units }),
    output: z.strictObject({ quote, figures: z.strictObject(merchantSaleFigures) }),
    refusals: shopSaleRefusals,
  }),
  /** Sells the shop's appreciating points: the platform owes it the payout. `quotedFen`: what the preview told. */
  action({
    name: 'merchant.sellPoints',
    role: 'merchant',
    input: z.strictObject({ microPoints: units, quotedFen: units, ...confirmed }),
    output: z.strictObject({ ...receipt, ...merchantSaleFigures }),
    refusals: [...passwordRefusals, ...shopSaleRefusals, 'quote/moved', 'close/running'],
  }),
] as const;
