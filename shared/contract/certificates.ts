import * as z from 'zod';
import { day, id, moment } from './values';

/** SHA-256, in hexadecimal; a public key of Ed25519 looks the same. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What was frozen of how it is drawn who may take an edition. */
const drawTermsFrozen = z.strictObject({
  commitment: hash,
  entriesUntilMs: moment,
  reservedHours: z.number().int(),
});

/** What is frozen of a series, as its fingerprint is made of it. */
export const seriesRecord = z.strictObject({
  seriesId: id,
  title: z.string(),
  story: z.string(),
  issuer: z.strictObject({ shopId: id, name: z.string() }),
  supply: z.number().int(),
  pictures: z.array(hash),
  goods: z.strictObject({ skuId: id, title: z.string(), label: z.string() }).nullable(),
  rights: z.array(
    z.strictObject({ kind: z.enum(['goods', 'discount', 'entry']), words: z.string(), untilDay: day.nullable() }),
  ),
  issuedDay: day,
  draw: drawTermsFrozen.optional(),
});

/** shared/proofs: what is checked on the device, and by `npm run verify -- --certificate`. */
export const certificate = z.strictObject({
  kind: z.literal('collectible'),
  form: z.literal(1),
  series: seriesRecord,
  number: z.number().int(),
  edition: z.strictObject({
    editionId: id,
    holder: z.string(),
    fingerprint: hash,
    state: z.enum(['held', 'listed']),
    isCollected: z.boolean(),
    steps: z.number().int(),
    head: hash,
  }),
  day,
  path: z.array(z.strictObject({ side: z.enum(['left', 'right']), hash })),
  editions: z.strictObject({ count: z.number().int(), root: hash }),
  chainedHash: hash,
  balances: z.strictObject({ sums: z.array(z.string()), hash }).nullable(),
  dayHash: hash,
  key: hash,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
