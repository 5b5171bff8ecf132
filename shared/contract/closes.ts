import * as z from 'zod';
import { action } from './action';
import { clearedFeature, cursor, day, id, moment, month, pageLimit, postedAsset, repeatable, units } from './values';

/** How a day's close went, in a word: in time, caught up later, taken up again, not balanced, under way. */
export const closeWord = z.enum(['inTime', 'late', 'resumed', 'unbalanced', 'underWay']);
export type CloseWord = z.infer<typeof closeWord>;

const stage = z.strictObject({
  stage: z.enum(['drain', 'stamp', 'resolve', 'count', 'pages', 'forcedExit', 'prove', 'seal']),
  state: z.enum(['done', 'underWay', 'waiting']),
  /** Null where it has not ended, and where it was not written down yet. */
  endedAtMs: moment.nullable(),
});

/** One figure made twice: by the close, and summed again while it was sealed. */
const check = z.strictObject({
  what: z.enum(['dividend', 'release', 'fall', 'holdings']),
  expected: units.nullable(),
  found: units.nullable(),
  agrees: z.boolean(),
});

export const closePage = z.strictObject({
  day,
  word: closeWord,
  startedAtMs: moment,
  finishedAtMs: moment.nullable(),
  resumed: z.number().int(),
  stages: z.array(stage),
  orders: z.number().int(),
  turnoverFen: units,
  byPlan: z.strictObject({ appreciationFen: units, dividendFen: units, releaseFen: units }),
  /** Where the dividend's funds came from and went; both sides are the same sum. */
  dividend: z
    .strictObject({
      carriedInFen: units,
      proportionalPoolFen: units,
      tierPoolFen: units,
      paidProportionalFen: units,
      paidTierFen: units,
      carriedFen: units,
      returnedFen: units,
      tierMembers: z.array(z.number().int()),
    })
    .nullable(),
  release: z.strictObject({
    staticCents: units,
    firstGenerationCents: units,
    secondGenerationCents: units,
    teamCents: units,
    sameRankCents: units,
    remainingCents: units,
    quotaFen: units,
  }),
  exits: z.strictObject({ members: z.number().int(), pointsMicroPoints: units, paidFen: units }).nullable(),
  pool: z
    .strictObject({
      poolFen: units,
      circulatingMicroPoints: units,
      reserveMicroPoints: units,
      stableOutstandingCents: units,
      priceShown: z.string(),
    })
    .nullable(),
  versions: z.strictObject({
    appreciation: z.number().int().nullable(),
    dividend: z.number().int().nullable(),
    release: z.number().int().nullable(),
  }),
  /** Features that were off for want of a clearance. */
  paused: z.array(clearedFeature),
  checks: z.array(check),
  entries: z.number().int(),
  previousHash: z.string(),
  dayHash: z.string().nullable(),
});
export type ClosePage = z.infer<typeof closePage>;

export const closeActions = [
  /** The days of a month, or of the open day's, that were closed or are being closed. */
  action({
    name: 'admin.closeCalendar',
    role: 'staff.any',
    input: z.strictObject({ month: month.optional() }),
    output: z.strictObject({
      openDay: day,
      isBehind: z.boolean(),
      firstDay: day.nullable(),
      days: z.array(z.strictObject({ day, word: closeWord })),
    }),
    refusals: [],
  }),
  action({
    name: 'admin.viewClose',
    role: 'staff.any',
    input: z.strictObject({ day }),
    output: closePage,
    refusals: ['close/unknown'],
  }),
  /** Takes up a close that stands still. It changes nothing by itself: the close goes on from its checkpoint. */
  action({
    name: 'admin.resumeClose',
    role: 'staff.money',
    input: z.strictObject({ ...repeatable }),
    /** `isStarted` is false where no close is owed. */
    output: z.strictObject({ openDay: day, isStarted: z.boolean() }),
    refusals: [],
  }),
  /** The journal of a day, entry by entry, in the order in which it is hashed. */
  action({
    name: 'admin.listJournal',
    role: 'staff.money',
    input: z.strictObject({ day, cursor: cursor.optional(), limit: pageLimit.default(50) }),
    output: z.strictObject({
      entries: z.array(
        z.strictObject({
          entryId: id,
          kind: z.string(),
          atMs: moment,
          orderId: id.nullable(),
          postings: z.array(z.strictObject({ asset: postedAsset, from: z.string(), to: z.string(), amount: units })),
        }),
      ),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
] as const;
