import { done, fen, microPoints, microShares, RATE_ONE, refusingOverflow } from '@shared/kernel';
import * as z from 'zod';
import { seedCost } from './checks';
import { choiceField, decimalField, multipleField, positiveMultipleField, rateField } from './fields';
import type { AppreciationPlan, DividendPlan, Price, ReleasePlan } from './types';

/** Yuan per point with up to 6 decimals, kept as the exact ratio of fen to millionths of a point. */
const price = decimalField<Price>(
  6,
  (millionthsOfYuan) => ({ fen: fen(millionthsOfYuan), points: microPoints(10_000_000_000) }),
  { from: 1, says: 'must be above 0' },
);

/** Checks across fields run even when another field is at fault, so that a file is told all its faults at once. */
const ALWAYS = { when: () => true };
/** A field of such a check: not a number, of which nothing is ever more or less, when it could not be read. */
const read = (field: unknown): number => Number(field);

/** Tells a fault that stands at a path below the checked value. */
const tell = (context: z.RefinementCtx, path: PropertyKey[], message: string): void =>
  context.addIssue({ code: 'custom', path, message });

/** The bounds of a table must rise strictly; the fault stands at the bound that does not. */
function risingBounds(rows: readonly { from: number }[], context: z.RefinementCtx): void {
  if (!Array.isArray(rows)) return;
  rows.forEach((row, index) => {
    if (read(row?.from) <= read(rows[index - 1]?.from))
      tell(context, [index, 'from'], 'must be above the bound before it');
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
    if (read(plan?.giftRate) + read(plan?.referrerGiftRate) > RATE_ONE)
      tell(
        context,
        ['referrerGiftRate'],
        'giftRate and referrerGiftRate together must be at most 1, or the price could fall',
      );
  }, ALWAYS as never)
  .superRefine((plan, context) => {
    if (read(plan?.seedPoints) > read(plan?.maxSupply)) tell(context, ['seedPoints'], 'must be at most maxSupply');
  }, ALWAYS as never)
  .superRefine((plan, context) => {
    if (!refusingOverflow(() => done(seedCost(plan))).ok)
      tell(context, ['seedPoints'], 'at issuePrice cost 2^53 fen or more');
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
    const sum = plan.tiers.reduce((total, tier) => total + (read(tier?.rate) || 0), 0);
    const limit = plan.tierRateOf === 'turnover' ? read(plan.tierRate) : RATE_ONE;
    if (sum > limit)
      tell(
        context,
        ['tiers'],
        plan.tierRateOf === 'turnover'
          ? 'rates of the turnover must sum to at most tierRate'
          : 'rates of the tier pool must sum to at most 1',
      );
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
        if (read(rank?.rate) < read(ranks[index - 1]?.rate))
          tell(context, [index, 'rate'], 'must not fall below the rate before it');
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
