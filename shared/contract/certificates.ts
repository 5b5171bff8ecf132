import * as z from 'zod';
import { day, id } from './values';

/** SHA-256, in hexadecimal; a public key of Ed25519 looks the same. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** shared/proofs: what is checked on the device, and by `npm run verify -- --certificate`. */
export const certificate = z.strictObject({
  kind: z.literal('collectible'),
  form: z.literal(1),
  series: z.strictObject({
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
  }),
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
