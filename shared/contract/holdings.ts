import * as z from 'zod';
import { action } from './action';
import { cursor, day, id, moment, nothing, pageLimit, payPassword, requestId, units } from './values';

/** What an exchange said of a certificate: either way its points are free again. */
export const holdingAnswer = z.enum(['released', 'rejected']);
export type HoldingAnswer = z.infer<typeof holdingAnswer>;

/** A certificate that a member held so many appreciating points as of a close, as its holder sees it. */
const holdingRow = z.strictObject({
  certificateId: id,
  microPoints: units,
  /** The close that it is as of. */
  day,
  /** Whether the file tells all of the holder's balances besides. */
  tellsBalances: z.boolean(),
  /** Out: its points are locked. */
  state: z.enum(['out', 'released']),
  atMs: moment,
  answer: holdingAnswer.nullable(),
  releasedAtMs: moment.nullable(),
});
export type HoldingRow = z.infer<typeof holdingRow>;

/** What of a member's points is locked: they are held and count, and leave by no act of the member's own. */
const lockedFigures = { heldMicroPoints: units, lockedMicroPoints: units } as const;

/** Certificates of holding for an exchange: what they say is locked until the exchange has answered. */
export const holdingActions = [
  /** What could be certified as of the last close, nothing changed. */
  action({
    name: 'wallet.previewHolding',
    role: 'member',
    input: nothing,
    output: z.strictObject({
      ...lockedFigures,
      day,
      /** Held as of that close. */
      atCloseMicroPoints: units,
      /** As many as would not be refused. */
      mostMicroPoints: units,
      /** None is given out for want of a clearance: since when, where one has ended. */
      paused: z.strictObject({ sinceDay: day.nullable() }).nullable(),
      isDemo: z.boolean(),
    }),
    refusals: ['holding/noClose', 'holding/noKey'],
  }),
  /**
   * Gives out a certificate and locks its points, in the strict order of the open day. `tellsBalances`: the file proves by
   * all of the caller's balances that these are in the day's totals. A member alone releases nothing.
   */
  action({
    name: 'wallet.exportHolding',
    role: 'member',
    input: z.strictObject({ microPoints: units, tellsBalances: z.boolean().default(false), payPassword, requestId }),
    output: z.strictObject({ certificateId: id, microPoints: units, day, atMs: moment, ...lockedFigures }),
    refusals: [
      'payPassword/notSet',
      'payPassword/wrong',
      'payPassword/locked',
      'holding/notCleared',
      'holding/noClose',
      'holding/noKey',
      'holding/nothing',
      'holding/exceedsFree',
      'holding/exceedsClose',
      'proof/unknown',
      'close/running',
    ],
  }),
  /** One's own, the newest first. */
  action({
    name: 'wallet.listHoldings',
    role: 'member',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({ holdings: z.array(holdingRow), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** One of them with its file, byte for byte what was given out. */
  action({
    name: 'wallet.viewHolding',
    role: 'member',
    input: z.strictObject({ certificateId: id }),
    output: z.strictObject({ ...holdingRow.shape, file: z.string() }),
    refusals: ['holding/unknown'],
  }),
] as const;
