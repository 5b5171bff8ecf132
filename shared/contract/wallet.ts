import * as z from 'zod';
import { action } from './action';
import {
  asset,
  assetAmount,
  clearedFeature,
  day,
  id,
  moment,
  nothing,
  pageLimit,
  planKind,
  rateMillionths,
  units,
} from './values';

/** What happened, one word for each kind of statement line. */
export const entryKind = z.enum([
  'order.pay',
  'order.giveBack',
  'order.refund',
  'appreciation.purchase',
  'appreciation.referral',
  'appreciation.forcedExit',
  'points.sale',
  'points.exchange',
  'points.redemption',
  'points.redemptionBack',
  'collectible.take',
  'stable.payment',
  'stable.paymentBack',
  'dividend.grant',
  'dividend.referral',
  'dividend.proportional',
  'dividend.tier',
  'release.grant',
  'order.reversal',
  'adjustment',
  'owed.paid',
  'release.static',
  'release.firstGeneration',
  'release.secondGeneration',
  'release.team',
  'release.sameRank',
  'withdrawal.request',
  'withdrawal.returned',
]);
export type EntryKind = z.infer<typeof entryKind>;

export const statementLine = z.strictObject({
  entryId: id,
  kind: entryKind,
  amount: assetAmount,
  /** What else of the caller's moved by the same event: of a forced exit the points and the quota beside the cash. */
  sides: z.array(assetAmount),
  /** What was left of that asset after this line; null where the line stands by itself. */
  balanceAfter: units.nullable(),
  atMs: moment,
  /** The business day it belongs to. */
  day,
  /** A line of a daily close: shown under its day, 收盘. */
  isOfClose: z.boolean(),
  plan: z.strictObject({ plan: planKind, version: z.number().int() }).nullable(),
  /** Short Chinese line below the title: 10 / 100 股 × 3,000.00 */
  note: z.string(),
  orderId: id.nullable(),
  orderNo: z.string().nullable(),
});
export type StatementLine = z.infer<typeof statementLine>;

const planHead = z.strictObject({
  version: z.number().int(),
  isRunning: z.boolean(),
  isAccepted: z.boolean(),
  /** Features of the plan that are off for want of a clearance. */
  paused: z.array(z.strictObject({ feature: clearedFeature, sinceDay: day.nullable() })),
});

export const pricePoint = z.strictObject({
  day,
  poolFen: units,
  circulatingMicroPoints: units,
  /** 5.1731 */
  priceShown: z.string(),
});
export type PricePoint = z.infer<typeof pricePoint>;

/** What of the cash may be drawn now, and the rest by when: nowFen + Σ waiting = cashFen. */
export const withdrawable = z.strictObject({
  nowFen: units,
  waitingFen: units,
  waitHours: z.number().int(),
  /** Soonest first. */
  waiting: z.array(z.strictObject({ kind: z.enum(['dividend', 'sale']), day, fromMs: moment, amountFen: units })),
});
export type Withdrawable = z.infer<typeof withdrawable>;

export const wallet = z.strictObject({
  asOfMs: moment,
  lastClose: z.strictObject({ day, balanced: z.boolean() }).nullable(),
  /** No sum of unlike assets: each with what it can pay for. */
  cashFen: units,
  spendableCents: units,
  stableCents: units,
  spendableRatioMillionths: rateMillionths,
  withdrawable,
  /** Taken from the next credits of that asset (rules §5, reversal). */
  owed: z.array(assetAmount),
  appreciation: z
    .strictObject({
      ...planHead.shape,
      heldMicroPoints: units,
      /** What of it is locked by certificates of holding that are out. */
      lockedMicroPoints: units,
      /** At the pool as it is now, before the fee. */
      worthFen: units,
      priceShown: z.string(),
      poolFen: units,
      circulatingMicroPoints: units,
      exitQuotaFen: units,
      hasExitQuota: z.boolean(),
      /** Newest closes, oldest first; the whole in `wallet.priceHistory`. */
      history: z.array(pricePoint),
      lastEntryId: id.nullable(),
    })
    .nullable(),
  dividend: z
    .strictObject({
      ...planHead.shape,
      form: z.enum(['cyclic', 'energy', 'own']),
      quotaFen: units,
      /** All quota ever given: the whole of the bar. */
      quotaGivenFen: units,
      weightMicroShares: units,
      /** Granted today, taking part from the next day's close. */
      comingQuotaFen: units,
      comingWeightMicroShares: units,
      last: z
        .strictObject({
          day,
          totalWeightMicroShares: units,
          proportionalPoolFen: units,
          tierPoolFen: units,
          proportionalFen: units,
          tierFen: units,
          tier: z.number().int(),
          entryId: id.nullable(),
        })
        .nullable(),
    })
    .nullable(),
  release: z
    .strictObject({
      ...planHead.shape,
      /** Of all orders ever, and what all of them still hold. */
      grantedReleaseCents: units,
      remainingReleaseCents: units,
      dailyRateMillionths: rateMillionths,
      /**
       * What the orders release a day as they stand, and the close at which the last of them would be used up if nothing
       * but that happened: arithmetic of the present, no promise. Null while nothing is held, or too much to be listed.
       */
      ahead: z.strictObject({ dailyReleaseCents: units, untilDay: day }).nullable(),
      /** Those that still hold points, oldest first: the first 50, and how many more there are. */
      ordersMore: z.number().int(),
      orders: z.array(
        z.strictObject({
          orderId: id,
          day,
          amountFen: units,
          dailyReleaseCents: units,
          grantedReleaseCents: units,
          remainingReleaseCents: units,
        }),
      ),
      last: z
        .strictObject({
          day,
          staticCents: units,
          bonusCents: units,
          /** Parts of the static, one for each order that released: the first 50. */
          parts: z.array(units),
          entryId: id.nullable(),
        })
        .nullable(),
    })
    .nullable(),
  stable: z
    .strictObject({
      heldCents: units,
      merchantCount: z.number().int(),
      reserveWorthFen: units,
      outstandingCents: units,
    })
    .nullable(),
  isDemo: z.boolean(),
});
export type Wallet = z.infer<typeof wallet>;

const formulaLine = z.strictObject({
  /** Chinese words of what this line is. */
  words: z.string(),
  /** (20% − 10%) × 540.00 */
  figures: z.string(),
  result: assetAmount.nullable(),
});

export const explanation = z.strictObject({
  line: statementLine,
  rule: z.strictObject({ words: z.string(), paragraph: z.string() }),
  formula: z.strictObject({
    lines: z.array(formulaLine),
    /** Whether the lines add up to the sum; else each stands on the one before, and the last one is the sum. */
    addsUp: z.boolean(),
    /** The sum before any cap, and what was done to it. */
    sum: assetAmount,
    roundingWords: z.string(),
  }),
  /** The raw inputs, in units: `recomputed` is made from these alone by the rules. */
  inputs: z.record(z.string(), z.union([z.number(), z.string()])),
  recomputed: assetAmount,
  agrees: z.boolean(),
  /** Where it was paid from: orders whose remaining points fell. */
  paidFrom: z.array(z.strictObject({ orderId: id, orderNo: z.string(), day, beforeUnits: units, afterUnits: units })),
  sources: z.array(
    z.strictObject({
      kind: z.enum(['order', 'members', 'pool', 'close', 'goods']),
      id: id.nullable(),
      words: z.string(),
      amount: assetAmount.nullable(),
    }),
  ),
  plan: z.strictObject({ plan: planKind, version: z.number().int(), name: z.string(), fromDay: day }).nullable(),
  rank: z.strictObject({ rank: z.number().int(), name: z.string(), teamVolumeFen: units }).nullable(),
  journal: z.strictObject({
    entryId: id,
    /** Numbered within its day when the day is sealed. */
    number: z.number().int().nullable(),
    hash: z.string().nullable(),
    postings: z.array(z.strictObject({ asset: z.string(), from: z.string(), to: z.string(), units })),
  }),
});
export type Explanation = z.infer<typeof explanation>;

/** How a price comes about: the one that holds now, or that of a day that was closed. */
export const priceExplanation = z.strictObject({
  /** 5.1731 */
  priceShown: z.string(),
  /** The close that it was the price of; null: as the pool is now. */
  day: day.nullable(),
  rule: z.strictObject({ words: z.string(), paragraph: z.string() }),
  formula: z.strictObject({ lines: z.array(formulaLine) }),
  /** The raw inputs, in units: the price is made from these alone by the rules. */
  inputs: z.record(z.string(), z.union([z.number(), z.string()])),
  /** Settled purchases so far; null for a day that was closed. */
  purchases: z.number().int().nullable(),
  /** The version in force, by which purchases change the pool; null while there is none. */
  plan: z.strictObject({ plan: planKind, version: z.number().int(), name: z.string(), fromDay: day }).nullable(),
  /** Hash of the day's books, which hold the pool of a day that was closed; null as long as the day is open. */
  dayHash: z.string().nullable(),
});
export type PriceExplanation = z.infer<typeof priceExplanation>;

/** Longer than others: it carries the balances at its place, so that no page counts from the first again. */
const statementCursor = z.string().min(1).max(600);

/** What one close credited to the caller, by kind; of a day without credits zeros. */
export const creditDay = z.strictObject({
  day,
  proportionalFen: units,
  tierFen: units,
  staticCents: units,
  bonusCents: units,
  /** What the orders that released held afterwards; null on a day on which none did. */
  remainingCents: units.nullable(),
});
export type CreditDay = z.infer<typeof creditDay>;

/**
 * What of a statement is asked for: newest first. `fromDay` and `toDay` belong to the period. A page looks at a bounded
 * number of entries, so that it may hold few lines, or none, and go on: `next` tells, and `seenToDay` how far it has
 * looked.
 */
export const statementAsked = {
  asset: asset.optional(),
  kinds: z.array(entryKind).min(1).max(40).optional(),
  fromDay: day.optional(),
  toDay: day.optional(),
  cursor: statementCursor.optional(),
  limit: pageLimit.default(30),
};
export const statementPage = z.strictObject({
  lines: z.array(statementLine),
  next: statementCursor.nullable(),
  seenToDay: day.nullable(),
});

export const walletActions = [
  action({ name: 'wallet.view', role: 'member', input: nothing, output: wallet, refusals: [] }),
  action({
    name: 'wallet.statement',
    role: 'member',
    input: z.strictObject(statementAsked),
    output: statementPage,
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'wallet.explain',
    role: 'member',
    input: z.strictObject({ entryId: id }),
    output: explanation,
    refusals: ['entry/unknown'],
  }),
  /** How the price comes about, with what the caller's holding is worth at it; of a day, as its close left it. */
  action({
    name: 'wallet.explainPrice',
    role: 'member',
    input: z.strictObject({ day: day.optional() }),
    output: priceExplanation,
    refusals: ['price/unknown'],
  }),
  /** Every close there was, oldest first, at most the newest 400. Never a forecast. */
  action({
    name: 'wallet.priceHistory',
    role: 'member',
    input: z.strictObject({ days: z.number().int().min(1).max(400).default(60) }),
    output: z.strictObject({ history: z.array(pricePoint) }),
    refusals: [],
  }),
  /** What the newest closes credited to the caller, oldest first. Never a forecast. */
  action({
    name: 'wallet.creditHistory',
    role: 'member',
    input: z.strictObject({ days: z.number().int().min(1).max(60).default(30) }),
    output: z.strictObject({ history: z.array(creditDay) }),
    refusals: [],
  }),
] as const;
