import { AmountOverflow, fen, microPoints, microShares, RATE_ONE } from '@shared/kernel';
import { z } from 'zod';
import { seedCost } from './checks';
import { choiceField, decimalField, multipleField, positiveMultipleField, rateField } from './fields';
import type { AppreciationPlan, DividendPlan, Price, ReleasePlan } from './types';

/** Yuan per point with up to 6 decimals, kept as the exact ratio of fen to millionths of a point. */
const price = decimalField<Price>(
  6,
  (millionthsOfYuan) => ({ fen: fen(millionthsOfYuan), points: microPoints(10 ** 10) }),
  { from: 1, says: 'must be above 0' },
);

/** Checks across fields run even when another field is at fault, so that a file is told all its faults at once. */
const ALWAYS = { when: () => true };
/** A field of such a check: undefined when it could not be read. */
const read = (field: unknown): number | undefined => (typeof field === 'number' ? field : undefined);

/** The bounds of a table must rise strictly; the fault stands at the bound that does not. */
function risingBounds(rows: readonly { from: number }[], context: z.RefinementCtx): void {
  if (!Array.isArray(rows)) return;
  rows.forEach((row, index) => {
    const bound = read(row?.from);
    const before = read(rows[index - 1]?.from);
    if (bound !== undefined && before !== undefined && bound <= before)
      context.addIssue({ code: 'custom', path: [index, 'from'], message: 'must be above the bound before it' });
  });
}

/** The text form of an appreciation plan (rules §1); faults for what §1 refuses as a plan. */
export const appreciationSchema: z.ZodType<AppreciationPlan, unknown> = z
  .strictObject({
    contributionRate: rateField,
    giftRate: rateField,
    referrerGiftRate: rateField,
    issuePrice: price,
    maxSupply: decimalField(6, microPoints),
    sellFeeRate: rateField,
    redeemFeeRate: rateField,
    exitMultiple: positiveMultipleField.nullable(),
    seedPoints: decimalField(6, microPoints),
  })
  .superRefine((plan, context) => {
    const gifts = (read(plan?.giftRate) ?? 0) + (read(plan?.referrerGiftRate) ?? 0);
    if (gifts > RATE_ONE)
      context.addIssue({
        code: 'custom',
        path: ['referrerGiftRate'],
        message: 'giftRate and referrerGiftRate together must be at most 1, or the price could fall',
      });
  }, ALWAYS as never)
  .superRefine((plan, context) => {
    const { seedPoints, maxSupply } = plan ?? {};
    if ((read(seedPoints) ?? 0) > (read(maxSupply) ?? Number.POSITIVE_INFINITY))
      context.addIssue({ code: 'custom', path: ['seedPoints'], message: 'must be at most maxSupply' });
  }, ALWAYS as never)
  .superRefine((plan, context) => {
    try {
      seedCost(plan);
    } catch (error) {
      if (!(error instanceof AmountOverflow)) throw error;
      context.addIssue({ code: 'custom', path: ['seedPoints'], message: 'at issuePrice cost 2^53 fen or more' });
    }
  });

/** The text form of a dividend plan (rules §3); faults for tier rates that would pay more than there is. */
export const dividendSchema: z.ZodType<DividendPlan, unknown> = z
  .strictObject({
    quotaMultiple: multipleField,
    weightUnit: decimalField(2, fen, { from: 1, says: 'must be above 0' }),
    referralQuotaRate: rateField,
    referralWeightRate: rateField,
    proportionalRate: rateField,
    tierRate: rateField,
    tiers: z
      .array(z.strictObject({ from: decimalField(6, microShares), rate: rateField }))
      .superRefine(risingBounds, ALWAYS as never),
    tierRateOf: choiceField(['pool', 'turnover']),
    tierSplit: choiceField(['perCapita', 'byWeight']),
    weightBase: choiceField(['active', 'all']),
  })
  .superRefine((plan, context) => {
    if (!Array.isArray(plan?.tiers)) return;
    const sum = plan.tiers.reduce((total, tier) => total + (read(tier?.rate) ?? 0), 0);
    const limit = plan.tierRateOf === 'turnover' ? read(plan.tierRate) : RATE_ONE;
    if (limit !== undefined && sum > limit)
      context.addIssue({
        code: 'custom',
        path: ['tiers'],
        message:
          plan.tierRateOf === 'turnover'
            ? 'rates of the turnover must sum to at most tierRate'
            : 'rates of the tier pool must sum to at most 1',
      });
  }, ALWAYS as never);

/** The text form of a release plan (rules §4). */
export const releaseSchema: z.ZodType<ReleasePlan, unknown> = z.strictObject({
  tiers: z
    .array(z.strictObject({ from: decimalField(2, fen), multiple: multipleField }))
    .superRefine(risingBounds, ALWAYS as never),
  dailyRate: rateField,
  referralRates: z.tuple([rateField, rateField], {
    error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a list of exactly two rates'),
  }),
  ranks: z
    .array(z.strictObject({ from: decimalField(2, fen), rate: rateField }))
    .superRefine(risingBounds, ALWAYS as never)
    .superRefine((ranks, context) => {
      if (!Array.isArray(ranks)) return;
      ranks.forEach((rank, index) => {
        if ((read(rank?.rate) ?? RATE_ONE) < (read(ranks[index - 1]?.rate) ?? 0))
          context.addIssue({
            code: 'custom',
            path: [index, 'rate'],
            message: 'must not fall below the rate before it',
          });
      });
    }, ALWAYS as never),
  sameRankRate: rateField,
  teamVolumeIncludesOwn: z.boolean(),
});

/** One plan block of each kind, every one optional; an unknown block is a fault. */
export const plansSchema = z.strictObject({
  appreciation: appreciationSchema.optional(),
  dividend: dividendSchema.optional(),
  release: releaseSchema.optional(),
});
