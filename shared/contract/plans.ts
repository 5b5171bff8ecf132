import * as z from 'zod';
import { action } from './action';
import { proposal } from './approvals';
import { text } from './text';
import {
  clearedFeature,
  cursor,
  day,
  id,
  moment,
  nothing,
  pageLimit,
  planKind,
  rateMillionths,
  repeatable,
  requestId,
  units,
} from './values';

/** Plan blocks as decimal text, one of each kind at most: the form of scenario files and presets (shared/plans). */
export const plansText = z.strictObject({
  appreciation: z.record(z.string(), z.unknown()).optional(),
  dividend: z.record(z.string(), z.unknown()).optional(),
  release: z.record(z.string(), z.unknown()).optional(),
});

/** What an order grants under plans: to its buyer, and to the referrer. */
const exampleOrder = z.strictObject({
  amountFen: units,
  contributionFen: units,
  pointsMicroPoints: units,
  referrerMicroPoints: units,
  exitQuotaFen: units,
  quotaFen: units,
  weightMicroShares: units,
  grantedReleaseCents: units,
  dailyReleaseCents: units,
});
export type ExampleOrder = z.infer<typeof exampleOrder>;

const planVersion = z.strictObject({
  plan: planKind,
  version: z.number().int(),
  name: z.string(),
  /** Applies to orders settled from this business day on. */
  fromDay: day,
  publishedAtMs: moment,
  publishedBy: id,
  text: z.record(z.string(), z.unknown()),
});

export const check = z.strictObject({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  place: z.string(),
  message: z.string(),
  figures: z.record(z.string(), z.union([z.number(), z.string()])),
});

/** The shipped plans by name (config/plans). */
export const presetName = z.enum(['appreciation', 'cyclic', 'energy', 'release']);
export type PresetName = z.infer<typeof presetName>;

/** The figures of a plan that its words name. */
export const planTerms = z.discriminatedUnion('plan', [
  z.strictObject({
    plan: z.literal('appreciation'),
    contributionRateMillionths: rateMillionths,
    giftRateMillionths: rateMillionths,
    referrerGiftRateMillionths: rateMillionths,
    sellFeeRateMillionths: rateMillionths,
    /** Null: no exit quota. */
    exitMultipleMillionths: rateMillionths.nullable(),
    seedMicroPoints: units,
    /** What the platform puts in when the plan starts. */
    seedCostFen: units,
  }),
  z.strictObject({
    plan: z.literal('dividend'),
    quotaMultipleMillionths: rateMillionths,
    weightUnitFen: units,
    proportionalRateMillionths: rateMillionths,
    tierRateMillionths: rateMillionths,
    tiers: z.number().int(),
  }),
  z.strictObject({
    plan: z.literal('release'),
    tiers: z.array(z.strictObject({ fromFen: units, multipleMillionths: rateMillionths })),
    dailyRateMillionths: rateMillionths,
    firstGenerationRateMillionths: rateMillionths,
    secondGenerationRateMillionths: rateMillionths,
    ranks: z.number().int(),
    highestRankRateMillionths: rateMillionths,
    sameRankRateMillionths: rateMillionths,
  }),
]);
export type PlanTerms = z.infer<typeof planTerms>;

const planDraft = z.strictObject({
  /** The shipped plans that it was taken from as they are; empty once a figure was changed. */
  presets: z.array(presetName),
  plans: plansText,
  checks: z.array(check),
  savedAtMs: moment,
});
export type PlanDraft = z.infer<typeof planDraft>;

export const planActions = [
  /** The shipped plans with their figures, the draft that waits, and what is in force or to come. */
  action({
    name: 'admin.viewPlans',
    role: 'staff.any',
    input: nothing,
    output: z.strictObject({
      presets: z.array(z.strictObject({ preset: presetName, terms: planTerms, needs: z.array(clearedFeature) })),
      draft: planDraft.nullable(),
      /** The newest of each kind, in force or to come, and the figures of it as text. */
      newest: z.array(
        z.strictObject({
          plan: planKind,
          version: z.number().int(),
          name: z.string(),
          fromDay: day,
          text: z.record(z.string(), z.unknown()),
        }),
      ),
      today: day,
    }),
    refusals: [],
  }),
  /**
   * Keeps a draft: shipped plans, at most one of each kind, or plans of one's own, whose faults are told and do not hinder
   * that they are kept. Nobody but administrators sees it; it changes nothing.
   */
  action({
    name: 'admin.savePlanDraft',
    role: 'staff.plans',
    input: z
      .strictObject({
        presets: z.array(presetName).min(1).max(3).optional(),
        plans: plansText.optional(),
        /** When the draft was saved that this one was made from; 0: there was none. */
        seenAtMs: moment.optional(),
        ...repeatable,
      })
      .refine(({ presets, plans }) => (presets === undefined) !== (plans === undefined), {
        error: 'must have exactly one of presets and plans',
      }),
    output: z.strictObject({ draft: planDraft }),
    refusals: ['plan/faults', 'form/changedMeanwhile'],
  }),
  /** Rules and risks of the plans in force, to be read before they are accepted. */
  action({
    name: 'wallet.rules',
    role: 'public',
    input: nothing,
    output: z.strictObject({
      plans: z.array(
        z.strictObject({
          plan: planKind,
          version: z.number().int(),
          name: z.string(),
          fromDay: day,
          rules: z.array(z.string()),
          risks: z.array(z.string()),
        }),
      ),
    }),
    refusals: [],
  }),
  /**
   * Checks without publishing: faults of the schema, cross-field errors, what a running plan may not change, and warnings
   * (rules §5a). Beside them what one order of an amount would be granted, under what runs and under these: a new member's,
   * at the pool as it is now.
   */
  action({
    name: 'admin.checkPlans',
    role: 'staff.plans',
    input: z.strictObject({ plans: plansText, amountFen: units.min(1).max(100_000_000).default(300_000) }),
    output: z.strictObject({
      checks: z.array(check),
      mayPublish: z.boolean(),
      example: z.strictObject({ running: exampleOrder.nullable(), draft: exampleOrder.nullable() }),
    }),
    refusals: [],
  }),
  /**
   * Publishes the very first version of plans, in force from today. A plan that there is already is changed by
   * `admin.proposePlans`.
   */
  action({
    name: 'admin.publishPlans',
    role: 'staff.owner',
    input: z.strictObject({
      plans: plansText,
      names: z.partialRecord(planKind, text(1, 20)).default({}),
      requestId,
    }),
    output: z.strictObject({ versions: z.array(planVersion), checks: z.array(check) }),
    refusals: ['plan/faults', 'plan/needsSecond', 'amount/tooLarge', 'words/forbidden'],
  }),
  /**
   * Proposes new versions of plans from a coming business day; another administrator approves them
   * (`admin.approveProposal`). What has been sold must have been simulated under them first: the replay and the three
   * years of a `simulation` of the same plans.
   */
  action({
    name: 'admin.proposePlans',
    role: 'staff.plans',
    input: z.strictObject({
      plans: plansText,
      fromDay: day,
      simulationId: id.optional(),
      reason: text(1, 200),
      requestId,
    }),
    output: proposal,
    refusals: ['plan/faults', 'plan/sameAsNow', 'plan/notAhead', 'plan/notSimulated', 'words/forbidden', 'words/risky'],
  }),
  /** Takes back versions that have not begun: what was before goes on. */
  action({
    name: 'admin.withdrawPlan',
    role: 'staff.owner',
    input: z.strictObject({ plan: planKind, version: z.number().int().min(1), reason: text(1, 200), requestId }),
    output: z.strictObject({ plan: planKind, version: z.number().int() }),
    refusals: ['plan/unknown', 'plan/begun', 'plan/notNewest', 'words/forbidden', 'words/risky'],
  }),
  action({
    name: 'admin.planVersions',
    role: 'staff.any',
    input: z.strictObject({ plan: planKind.optional(), cursor: cursor.optional(), limit: pageLimit.default(50) }),
    output: z.strictObject({ versions: z.array(planVersion), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
] as const;
