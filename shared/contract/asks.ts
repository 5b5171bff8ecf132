import * as z from 'zod';
import { ASK_KINDS, OPEN_LENGTHS } from '../asks';
import { text } from './text';

/** A field that goods ask for before they are bought, as an administrator writes it. */
export const ask = z
  .strictObject({
    /** Names it among the fields of its goods. */
    key: z.string().regex(/^[a-z][A-Za-z\d]{0,19}$/),
    label: text(1, 10),
    kind: z.enum(ASK_KINDS),
    isRequired: z.boolean().default(true),
    hint: text(0, 30).default(''),
    /** Of kinds whose length is open. */
    minLength: z.number().int().min(1).max(100).optional(),
    maxLength: z.number().int().min(1).max(100).optional(),
    /** Of a date: so many days from today on at the earliest. */
    daysAhead: z.number().int().min(0).max(365).optional(),
    /** Of a choice. */
    choices: z.array(text(1, 20)).max(20).default([]),
  })
  .refine(({ kind, choices }) => (kind === 'choice') === choices.length > 0, {
    path: ['choices'],
    message: 'a choice has choices, nothing else has',
  })
  .refine(({ minLength = 1, maxLength = 100 }) => minLength <= maxLength, {
    path: ['maxLength'],
    message: 'at most is no less than at least',
  })
  .refine(
    ({ kind, minLength, maxLength }) =>
      OPEN_LENGTHS.includes(kind) || (minLength === undefined && maxLength === undefined),
    { path: ['minLength'], message: 'the kind has its own length' },
  );
export type { Ask } from '../asks';

/** The fields of goods, each key once. */
export const asks = z
  .array(ask)
  .max(8)
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, { message: 'each key once' });

/** What the buyer answers, by the keys of the fields: as it was typed. */
export const answers = z.record(z.string().regex(/^[a-z][A-Za-z\d]{0,19}$/), z.string().max(400)).optional();

/** An answer of an order: masked, but for its buyer. */
export const answer = z.strictObject({
  skuId: z.string(),
  key: z.string(),
  label: z.string(),
  kind: z.enum(ASK_KINDS),
  shown: z.string(),
});
export type AnswerShown = z.infer<typeof answer>;
