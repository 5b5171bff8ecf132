import * as z from 'zod';
import { action } from './action';
import { text } from './text';
import { cursor, day, id, moment, nothing, pageLimit, planKind, repeatable, requestId } from './values';

/** Plan blocks as decimal text, one of each kind at most: the form of scenario files and presets (shared/plans). */
export const plansText = z.strictObject({
  appreciation: z.record(z.string(), z.unknown()).optional(),
  dividend: z.record(z.string(), z.unknown()).optional(),
  release: z.record(z.string(), z.unknown()).optional(),
});

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

export const planActions = [
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
  /** Checks without publishing: faults of the schema, cross-field errors and warnings (rules §5a). */
  action({
    name: 'admin.checkPlans',
    role: 'admin',
    input: z.strictObject({ plans: plansText }),
    output: z.strictObject({ checks: z.array(check), mayPublish: z.boolean() }),
    refusals: [],
  }),
  /** Publishes new versions, in force from the next business day; the very first from today. */
  action({
    name: 'admin.publishPlans',
    role: 'admin',
    input: z.strictObject({
      plans: plansText,
      names: z.partialRecord(planKind, text(1, 20)).default({}),
      requestId,
    }),
    output: z.strictObject({ versions: z.array(planVersion), checks: z.array(check) }),
    refusals: ['plan/faults', 'plan/poolExists', 'amount/tooLarge', 'words/forbidden'],
  }),
  action({
    name: 'admin.planVersions',
    role: 'admin',
    input: z.strictObject({ plan: planKind.optional(), cursor: cursor.optional(), limit: pageLimit.default(50) }),
    output: z.strictObject({ versions: z.array(planVersion), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** Settings outside the plans: they apply to what happens from now on. */
  action({
    name: 'admin.saveSettings',
    role: 'admin',
    input: z.strictObject({
      settleAfterDays: z.number().int().min(0).max(365).optional(),
      payWithinMinutes: z.number().int().min(1).max(1440).optional(),
      autoReceiveAfterDays: z.number().int().min(1).max(60).optional(),
      pointsUseRatioMillionths: z.number().int().min(0).max(1_000_000).optional(),
      ...repeatable,
    }),
    output: z.strictObject({
      settleAfterDays: z.number().int(),
      payWithinMinutes: z.number().int(),
      autoReceiveAfterDays: z.number().int(),
      pointsUseRatioMillionths: z.number().int(),
    }),
    refusals: [],
  }),
] as const;
