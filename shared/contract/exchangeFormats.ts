import * as z from 'zod';
import { certificate, hash } from './certificates';
import { holdingAnswer } from './holdings';
import { day, id, moment } from './values';

// What a shop gives a property exchange, and what it takes from one: docs/exchange.md, docs/exchange.schema.json. What is
// written here is what other systems read: a change of it is another form.

/** Of what form registers and acknowledgements are: a later one may hold more. */
export const EXCHANGE_FORM = 1;
/** Answers in one acknowledgement. */
export const ANSWERS_AT_MOST = 500;

const signature = z.string().regex(/^[0-9a-f]{128}$/);
const form = z.literal(EXCHANGE_FORM);

const registeredEdition = z.strictObject({
  ...certificate.shape.edition.shape,
  seriesId: id,
  number: z.number().int().min(1),
  at: z.number().int().min(0),
  asksListing: z.boolean(),
});

/** shared/proofs: `RegisterPage`. */
export const registerPage = z.strictObject({
  register: hash,
  record: z.number().int().min(0),
  madeAtMs: moment,
  leaves: z.array(hash).min(1).max(512),
  editions: z.array(registeredEdition).max(512),
  signature,
});

/** shared/proofs: `RegisterHead`. */
export const registerHead = z.strictObject({
  kind: z.literal('register'),
  form,
  issuer: z.strictObject({ shopId: id, name: z.string() }),
  day,
  series: z.array(z.strictObject({ record: certificate.shape.series, fingerprint: hash })).min(1),
  pages: z.array(z.number().int().min(0)),
  recordRoots: z.array(hash).min(1),
  editions: certificate.shape.editions,
  chainedHash: hash,
  balances: certificate.shape.balances,
  dayHash: hash,
  key: hash,
  signature,
});

/** The file that is downloaded. */
export const registerFile = z.strictObject({ ...registerHead.shape, parts: z.array(registerPage) });

/** Under what number an exchange lists something. */
export const listingNumber = z
  .string()
  .min(1)
  .max(40)
  .regex(/^[\w.-]+$/);

/** Of what an exchange does not take, why: a line for a person. */
const reason = z.string().min(1).max(120);

const ofEdition = { kind: z.literal('edition'), editionId: id } as const;

/** What an exchange answers of an edition. `head`: where its history ended in the register. */
const editionAnswer = z.union([
  z.strictObject({ ...ofEdition, answer: z.literal('listed'), head: hash, number: listingNumber }),
  z.strictObject({ ...ofEdition, answer: z.literal('rejected'), head: hash, reason }),
  z.strictObject({ ...ofEdition, answer: z.literal('released'), number: listingNumber }),
]);
export type EditionAnswer = z.infer<typeof editionAnswer>;

/** What an exchange answers of a certificate of holding: either way its points are free again. */
const holdingAnswered = z.strictObject({ kind: z.literal('holding'), certificateId: id, answer: holdingAnswer });

/** Every kind of thing that an exchange answers about. */
const answer = z.union([editionAnswer, holdingAnswered]);
export type ExchangeAnswer = z.infer<typeof answer>;

/** What an exchange signs. */
export const acknowledgement = z.strictObject({
  kind: z.literal('acknowledgement'),
  form,
  exchange: z.string().min(1).max(60),
  /** Rises with each acknowledgement of the exchange. */
  serial: z.number().int().min(1).max(1_000_000_000),
  /** The id of the register that is answered; null where only what is listed already is released. */
  register: hash.nullable(),
  atMs: moment,
  items: z.array(answer).min(1).max(ANSWERS_AT_MOST),
  key: hash,
  signature,
});
export type Acknowledgement = z.infer<typeof acknowledgement>;
