import * as z from 'zod';
import { action } from './action';
import { listingNumber, registerHead, registerPage } from './exchangeFormats';
import { cursor, day, id, moment, payPassword, requestId } from './values';

/** What became of a holder's wish to have an edition listed at an exchange. */
export const listingStates = ['asked', 'rejected', 'listed', 'released'] as const;
export const listing = z.strictObject({
  state: z.enum(listingStates),
  atMs: moment,
  /** Under what number it is, or was, listed. */
  number: listingNumber.nullable(),
  /** Why the exchange did not take it. */
  reason: z.string().nullable(),
});
export type Listing = z.infer<typeof listing>;

/** Why something that an exchange answered was not done. */
export const listingRefusals = [
  'listing/unknown',
  'listing/notExported',
  'listing/changed',
  'listing/offered',
  'listing/notAsked',
  'listing/notCleared',
  'listing/numberTaken',
  'listing/otherNumber',
  'listing/notListed',
] as const;

/** What became of one answer of an acknowledgement. */
const decided = z.strictObject({
  /** Its place among them, from 0. */
  nth: z.number().int(),
  kind: z.enum(['edition', 'holding']),
  /** The id of what it is about. */
  about: id,
  answer: z.enum(['listed', 'rejected', 'released']),
  is: z.enum(['done', 'already', 'refused']),
  /** Why it was refused. */
  why: z.enum(listingRefusals).nullable(),
});
export type Decided = z.infer<typeof decided>;

const imported = z.strictObject({
  exchange: z.string(),
  serial: z.number().int(),
  results: z.array(decided),
  /** Answers that are still to be looked at: the same is imported again, and goes on there. */
  left: z.number().int(),
  /** All of it had been decided before. */
  isRepeated: z.boolean(),
});
export type Imported = z.infer<typeof imported>;

const importRefusals = [
  'acknowledgement/noKey',
  'acknowledgement/unreadable',
  'acknowledgement/form',
  'acknowledgement/signature',
  'acknowledgement/unknownRegister',
  'acknowledgement/older',
  'acknowledgement/other',
  'acknowledgement/unfinished',
] as const;

const exportRefusals = ['certificate/notYet', 'certificate/noKey', 'listing/notCleared', 'register/tooMany'] as const;

export const exchangeActions = [
  /** A holder wants an edition listed at an exchange: it is exported as asked for, and locked once it is listed. */
  action({
    name: 'exchange.askListing',
    role: 'member',
    input: z.strictObject({ editionId: id, payPassword, requestId }),
    output: z.strictObject({ editionId: id, listing }),
    refusals: [
      'edition/unknown',
      'edition/notHeld',
      'listing/notCleared',
      'payPassword/notSet',
      'payPassword/wrong',
      'payPassword/locked',
    ],
  }),
  /** Takes that back, while it is not listed. */
  action({
    name: 'exchange.endAsking',
    role: 'member',
    input: z.strictObject({ editionId: id, requestId }),
    output: z.strictObject({ editionId: id }),
    refusals: ['edition/unknown', 'listing/notAsked'],
  }),
  /** How it stands with the exchange. */
  action({
    name: 'exchange.viewExchange',
    role: 'staff.shop',
    input: z.strictObject({}),
    output: z.strictObject({
      asked: z.number().int(),
      listed: z.number().int(),
      /** The last acknowledgement that was taken; null before the first. */
      last: z
        .strictObject({
          exchange: z.string(),
          serial: z.number().int(),
          importedAtMs: moment,
          done: z.number().int(),
          refused: z.number().int(),
          left: z.number().int(),
        })
        .nullable(),
      /** An exchange is reached without a file. */
      isReached: z.boolean(),
      /** It is known by whose key acknowledgements are signed. */
      hasKey: z.boolean(),
      /** Listing is off for want of a clearance: since when, where one has ended. */
      paused: z.strictObject({ sinceDay: day.nullable() }).nullable(),
    }),
    refusals: [],
  }),
  /**
   * The register of a series, or of all that are issued, as of the last close: what it is of with the first page, then
   * page by page; the file is the first with the pages as its `parts`. The first page is written down.
   */
  action({
    name: 'exchange.exportRegister',
    role: 'staff.shop',
    input: z.strictObject({ seriesId: id.optional(), cursor: cursor.optional() }),
    output: z.strictObject({
      head: registerHead.nullable(),
      /** Null where no edition of it is anybody's yet. */
      page: registerPage.nullable(),
      next: cursor.nullable(),
    }),
    refusals: [...exportRefusals, 'cursor/invalid', 'collectible/unknown'],
  }),
  /** Takes an acknowledgement: each of its answers is decided on its own, once. */
  action({
    name: 'exchange.importAcknowledgement',
    role: 'staff.shop',
    input: z.strictObject({ acknowledgement: z.string().min(2).max(400_000) }),
    output: imported,
    refusals: importRefusals,
  }),
  /** Asks an exchange that is reached without a file for its answers, takes them, and gives it the register of the last close. */
  action({
    name: 'exchange.sync',
    role: 'staff.shop',
    input: z.strictObject({}),
    output: z.strictObject({
      /** Acknowledgements of this call. */
      imported: z.array(imported),
      /** Parts of the register that this call gave it: its head is one. */
      submitted: z.number().int(),
      /** There is more to do: it is asked for again. */
      isMore: z.boolean(),
    }),
    refusals: [...importRefusals, 'adapter/byHand', 'adapter/unreachable', 'certificate/noKey', 'register/tooMany'],
  }),
] as const;
