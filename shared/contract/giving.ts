import * as z from 'zod';
import { action } from './action';
import { editionRow } from './collectibles';
import { day, id, moment, nothing, payPassword, requestId } from './values';

/** A code of an edition that is given away, as it was typed or came by a link. */
const code = z.string().min(1).max(40);

const { seriesId, number, supply, title, picture, ground, goods, collectedAtMs, rights } = editionRow.shape;

/** What somebody sees of an edition that is offered to them. Nothing of it says what was paid. */
const offered = z.strictObject({
  ...{ seriesId, number, supply, title, picture, ground, goods, collectedAtMs, rights },
  issuerName: z.string(),
  /** Who gives it, as others may know of a name. */
  fromMasked: z.string(),
  untilMs: moment,
  /** It cannot be accepted for want of a clearance: since when, where one has ended. */
  paused: z.strictObject({ sinceDay: day.nullable() }).nullable(),
});
export type OfferedEdition = z.infer<typeof offered>;

const termsRefusals = ['giving/tooSoon', 'giving/tooMany', 'giving/notCleared'] as const;
const codeRefusals = ['giving/unknown', 'giving/tooManyTries', 'giving/expired', 'giving/toOneself'] as const;

/** An edition given away: offered by a code, and accepted by who was told the code. Nothing is paid for it. */
export const givingActions = [
  /** Makes a code by which one member may have an edition of the caller's. The code is told here alone. */
  action({
    name: 'collectibles.offer',
    role: 'member',
    input: z.strictObject({ editionId: id, payPassword, requestId }),
    output: z.strictObject({ code: z.string(), untilMs: moment }),
    refusals: [
      'edition/unknown',
      'edition/notHeld',
      ...termsRefusals,
      'giving/closing',
      'payPassword/notSet',
      'payPassword/wrong',
      'payPassword/locked',
    ],
  }),
  /** What a code stands for, before it is accepted. */
  action({
    name: 'collectibles.viewOffer',
    role: 'member',
    input: z.strictObject({ code }),
    output: offered,
    refusals: codeRefusals,
  }),
  /** Makes an edition that is offered the caller's. */
  action({
    name: 'collectibles.acceptOffer',
    role: 'member',
    input: z.strictObject({ code, requestId }),
    output: z.strictObject({
      editionId: id,
      number: z.number().int(),
      supply: z.number().int(),
      title: z.string(),
      atMs: moment,
    }),
    refusals: [...codeRefusals, ...termsRefusals, 'giving/gone', 'giving/giverAway'],
  }),
  /** Takes an offer back: its code is worth nothing any more. */
  action({
    name: 'collectibles.endOffer',
    role: 'member',
    input: z.strictObject({ editionId: id, requestId }),
    output: nothing,
    refusals: ['edition/unknown', 'giving/notOffered'],
  }),
] as const;
