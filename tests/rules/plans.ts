import type { AppreciationPlan, DividendPlan, ReleasePlan } from '@shared/plans';
import { appreciationSchema, dividendSchema, releaseSchema } from '@shared/plans';
import { presets } from '../../config/plans';

type Text<Plan> = { readonly [Key in keyof Plan]?: unknown };

/** The source's figures (rules §1, [example]): no referrer's part, no exit quota, no seed. Some may be changed. */
export const appreciationPlan = (changes: Text<AppreciationPlan> = {}): AppreciationPlan =>
  appreciationSchema.parse({
    ...presets.appreciation.plan,
    referrerGiftRate: '0',
    exitMultiple: null,
    seedPoints: '0',
    ...changes,
  });

/** The shipped plan 循环购 (rules §3), some figures changed. */
export const dividendPlan = (changes: Text<DividendPlan> = {}): DividendPlan =>
  dividendSchema.parse({ ...presets.cyclic.plan, ...changes });

/** The shipped release (rules §4), some figures changed. */
export const releasePlan = (changes: Text<ReleasePlan> = {}): ReleasePlan =>
  releaseSchema.parse({ ...presets.release.plan, ...changes });
