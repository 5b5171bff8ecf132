import * as z from 'zod';
import { action } from './action';
import { text } from './text';
import { clearedFeature, cursor, day, id, moment, nothing, pageLimit, repeatable, requestId, units } from './values';
import { pricePoint } from './wallet';

export const solvency = z.strictObject({
  /** As of the last close; null before the first. */
  close: z
    .strictObject({
      day,
      finishedAtMs: moment,
      balanced: z.boolean(),
      entries: z.number().int(),
      dayHash: z.string(),
    })
    .nullable(),
  appreciation: z
    .strictObject({
      poolFen: units,
      circulatingMicroPoints: units,
      priceShown: z.string(),
      mintedMicroPoints: units,
      burnedMicroPoints: units,
      purchases: z.number().int(),
      history: z.array(pricePoint),
    })
    .nullable(),
  stable: z
    .strictObject({
      reserveMicroPoints: units,
      reserveWorthFen: units,
      outstandingCents: units,
      surplusFen: units,
      /** Null while nothing is outstanding. */
      coverMillionths: units.nullable(),
    })
    .nullable(),
  owed: z.strictObject({ remainingReleaseCents: units, quotaFen: units }),
  payout: z
    .strictObject({
      day,
      dividendFen: units,
      releaseCents: units,
      forcedExitFen: units,
      /** Everything credited, 1 point = 1 yuan. */
      creditedFen: units,
      turnoverFen: units,
      /** credited / turnover; null on a day without turnover. */
      ratioMillionths: units.nullable(),
    })
    .nullable(),
  /** The same over the newest 30 closes, or as many as there are; null before the first. */
  payoutOfMonth: z
    .strictObject({
      closes: z.number().int(),
      fromDay: day,
      toDay: day,
      creditedFen: units,
      turnoverFen: units,
      ratioMillionths: units.nullable(),
    })
    .nullable(),
  isDemo: z.boolean(),
});
export type Solvency = z.infer<typeof solvency>;

const sums = z.array(z.string()).readonly();
const sha256 = z.string();

/** That the caller's balances are in the totals of a day: what `checkProof` (shared/proofs) takes, and what a file holds. */
export const balanceProof = z.strictObject({
  form: z.literal(2).optional(),
  day,
  holder: z.string(),
  assets: z.array(z.string()),
  /** In the order of the assets, in their units, decimal: totals may pass 2^53. */
  balances: sums,
  parts: z.array(
    z.strictObject({
      part: z.number().int(),
      salt: z.string(),
      sums,
      path: z
        .array(
          z.union([
            z.strictObject({
              place: z.number().int(),
              beside: z.array(z.strictObject({ sums, hash: sha256 })).readonly(),
            }),
            // Of days that were closed before there was the second form.
            z.strictObject({ side: z.enum(['left', 'right']), sums, hash: sha256 }),
          ]),
        )
        .readonly(),
    }),
  ),
  root: z.strictObject({ sums, hash: sha256 }),
  chainedHash: sha256,
  /** What `wallet.solvency` shows everybody. */
  dayHash: sha256,
});

const clearance = z.strictObject({
  clearanceId: id,
  feature: clearedFeature,
  issuer: z.string(),
  documentReference: z.string(),
  documentSha256: z.string(),
  scope: z.string(),
  validFromDay: day,
  validToDay: day,
  state: z.enum(['proposed', 'valid', 'revoked']),
  proposedBy: id,
  approvedBy: id.nullable(),
});

export const trustActions = [
  action({ name: 'wallet.solvency', role: 'member', input: nothing, output: solvency, refusals: [] }),
  /** Of the newest close unless another day is named; the days of a month are kept. */
  action({
    name: 'wallet.proof',
    role: 'member',
    input: z.strictObject({ day: day.optional() }),
    output: balanceProof,
    refusals: ['proof/unknown'],
  }),
  /** A record of trust §1; valid once another administrator approves it. */
  action({
    name: 'admin.proposeClearance',
    role: 'staff.owner',
    input: z.strictObject({
      feature: clearedFeature,
      issuer: text(1, 60),
      documentReference: text(1, 100),
      documentSha256: z.string().regex(/^[0-9a-f]{64}$/),
      scope: text(1, 200),
      validFromDay: day,
      validToDay: day,
      requestId,
    }),
    output: clearance,
    refusals: ['clearance/dates', 'words/forbidden', 'words/risky'],
  }),
  action({
    name: 'admin.approveClearance',
    role: 'staff.owner',
    input: z.strictObject({ clearanceId: id, ...repeatable }),
    output: clearance,
    refusals: ['clearance/unknown', 'clearance/sameAdmin', 'clearance/notProposed'],
  }),
  action({
    name: 'admin.revokeClearance',
    role: 'staff.owner',
    input: z.strictObject({ clearanceId: id, ...repeatable }),
    output: clearance,
    refusals: ['clearance/unknown'],
  }),
  action({
    name: 'admin.listClearances',
    role: 'staff.any',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(50) }),
    output: z.strictObject({ clearances: z.array(clearance), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** Closes so far, newest first. */
  action({
    name: 'admin.listCloses',
    role: 'staff.any',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(31) }),
    output: z.strictObject({
      closes: z.array(
        z.strictObject({
          day,
          stage: z.string(),
          startedAtMs: moment,
          finishedAtMs: moment.nullable(),
          resumed: z.number().int(),
          balanced: z.boolean().nullable(),
          settledOrders: z.number().int(),
          turnoverFen: units,
          dividendFen: units,
          releaseCents: units,
          forcedExits: z.number().int(),
          entries: z.number().int(),
        }),
      ),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
] as const;
