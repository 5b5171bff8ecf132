import * as z from 'zod';
import { action } from './action';
import { cursor, moment, nothing, repeatable, units } from './values';

/** What a member would give up with the account: what is not cash is worth nothing outside. */
export const closingAsset = z.enum(['cash', 'appreciating', 'stable', 'spendable', 'editions']);
export type ClosingAsset = z.infer<typeof closingAsset>;

/** What keeps an account open: unfinished business of its own, or a part that others rest on. */
export const closingHindrance = z.enum([
  'orders',
  'cases',
  'vouchers',
  'withdrawal',
  'debts',
  'holdings',
  'application',
  'shop',
  'administrator',
]);
export type ClosingHindrance = z.infer<typeof closingHindrance>;

/** The parts of one's data, in the order in which they are exported. */
export const EXPORT_PARTS = [
  'profile',
  'addresses',
  'orders',
  'cases',
  'vouchers',
  'coupons',
  'statement',
  'withdrawals',
  'editions',
  'draws',
  'holdings',
  'reviews',
  'messages',
  'favourites',
  'threads',
] as const;
export const exportPart = z.enum(EXPORT_PARTS);
export type ExportPart = z.infer<typeof exportPart>;

/** Leaving: with one's data, and without a trace of one's person. */
export const closingActions = [
  /**
   * Some rows of a part of one's own data, as they are kept, without what is others': costs of goods, notes of staff,
   * hashes and openids. Phones are one's own and whole. The device puts the parts together: no copy is kept anywhere.
   */
  action({
    name: 'account.exportPart',
    role: 'member',
    input: z.strictObject({ part: exportPart, cursor: cursor.optional() }),
    output: z.strictObject({ rows: z.array(z.record(z.string(), z.unknown())), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** What keeps the account open, what would be given up with it, and whether its closing was asked for. */
  action({
    name: 'account.viewClosing',
    role: 'member',
    input: z.strictObject({}),
    output: z.strictObject({
      hindrances: z.array(z.strictObject({ kind: closingHindrance, count: z.number().int() })),
      holdings: z.strictObject({
        cashFen: units,
        appreciatingMicroPoints: units,
        stableCents: units,
        spendableCents: units,
        /** Editions of collectibles: they stay in their register under the pseudonym, and nobody has them any more. */
        editions: units,
        /** What would have been released and paid later, and is lost. */
        quotaFen: units,
      }),
      asked: z.strictObject({ askedAtMs: moment, dueAtMs: moment }).nullable(),
      waitDays: z.number().int(),
    }),
    refusals: [],
  }),
  /**
   * Asks for the account to be closed after the waiting time, by a code to one's phone. Everything that is held has to be
   * named as given up: what there is of it at that time. Refused while something keeps the account open.
   */
  action({
    name: 'account.askClosing',
    role: 'member',
    input: z.strictObject({
      giveUp: z.array(closingAsset).max(5),
      code: z.string().regex(/^\d{6}$/),
      ...repeatable,
    }),
    output: z.strictObject({ dueAtMs: moment }),
    refusals: ['closing/hindered', 'closing/notGivenUp', 'code/wrong', 'code/expired', 'code/tooManyAttempts'],
  }),
  /** Takes it back before it is done. */
  action({
    name: 'account.takeBackClosing',
    role: 'member',
    input: z.strictObject({ ...repeatable }),
    output: nothing,
    refusals: ['closing/notAsked'],
  }),
] as const;
