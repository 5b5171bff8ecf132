import * as z from 'zod';
import { action } from './action';
import { hash, seriesRecord } from './certificates';
import { id, moment, requestId } from './values';

/** So many hours at most are those who were drawn waited for. */
const RESERVED_AT_MOST = 720;
/** So many of a list a page of it tells. */
export const DRAW_PAGE = 500;

/** By what it is drawn who may take an edition: one may enter until the series' end, and those who were drawn are waited for. */
export const drawTerms = z.strictObject({ reservedHours: z.number().int().min(1).max(RESERVED_AT_MOST) });

/** How a draw stands: what anybody sees of it, and what the caller has to do with it. */
export const drawStanding = z.strictObject({
  reservedHours: z.number().int(),
  /** The hash of the seed: frozen when the series was issued. */
  commitment: hash,
  /** Null before it was drawn. */
  drawn: z
    .strictObject({
      atMs: moment,
      entered: z.number().int(),
      /** Until when those who were drawn are waited for; then all who entered may take what is left. */
      reservedUntilMs: moment,
    })
    .nullable(),
  mine: z.enum(['notEntered', 'entered', 'drawn', 'notDrawn']),
});
export type DrawStanding = z.infer<typeof drawStanding>;

export const drawActions = [
  /** Enters the draw of a series, once; who has entered is told so again. Nothing is paid for it. */
  action({
    name: 'collectibles.enterDraw',
    role: 'member',
    input: z.strictObject({ seriesId: id, requestId }),
    output: z.strictObject({ atMs: moment }),
    refusals: ['collectible/unknown', 'draw/none', 'draw/notOpen', 'draw/full'],
  }),
  /** What is published of a draw: before it the commitment alone; behind it the seed, and how many pages its list has. */
  action({
    name: 'collectibles.viewDraw',
    role: 'public',
    input: z.strictObject({ seriesId: id }),
    output: z.strictObject({
      series: seriesRecord,
      fingerprint: hash,
      entriesUntilMs: moment,
      places: z.number().int(),
      drawn: z
        .strictObject({
          atMs: moment,
          seed: z.string(),
          entriesHash: hash,
          /** The lot of the last who was drawn; null where nobody entered. */
          lastLot: hash.nullable(),
          entered: z.number().int(),
          pages: z.number().int(),
          reservedUntilMs: moment,
        })
        .nullable(),
    }),
    refusals: ['collectible/unknown', 'draw/none'],
  }),
  /** A page of all who entered a draw that was made, by pseudonym, in their order: from 0. */
  action({
    name: 'collectibles.viewDrawPage',
    role: 'public',
    input: z.strictObject({ seriesId: id, nth: z.number().int().min(0).max(1_000) }),
    output: z.strictObject({ entries: z.array(z.string()).max(DRAW_PAGE) }),
    refusals: ['collectible/unknown'],
  }),
] as const;
