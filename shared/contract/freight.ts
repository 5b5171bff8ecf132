import * as z from 'zod';
import { action } from './action';
import { text } from './text';
import { units } from './values';

/** A province (330000) or a city (330100) of the public list of areas, and how it is called. */
const freightRegion = z.strictObject({ code: z.string().regex(/^[1-9]\d{3}00$/), name: text(1, 20) });

/** What is asked for sending: at most 10,000 yuan each, so that no order comes near 2^53 by it. */
const fee = z.number().int().min(0).max(1_000_000);
/** Pieces, or grams: at most a ton. */
const measure = z.number().int().min(1).max(1_000_000);

const freightGroup = z.strictObject({
  regions: z.array(freightRegion).min(1).max(60),
  isServed: z.boolean(),
  freightFen: fee,
  /** For each further step begun. */
  furtherFen: fee,
  /** Free from this amount of goods on; 0 names none. */
  freeFreightFromFen: z.number().int().min(0).max(100_000_000),
});

/**
 * How a shop's freight goes by what is sent and where to. `freightFen` and `freeFreightFromFen` of the shop are those of
 * wherever no group is for. A city counts before its province; no region stands twice.
 */
export const freightTable = z
  .strictObject({
    /** One sum an order, by its pieces, or by what they weigh. */
    by: z.enum(['order', 'piece', 'weight']),
    /** The pieces or grams that the first sum is for, and those of each further step. */
    first: measure,
    step: measure,
    furtherFen: fee,
    /** False: sent only to the groups that are served. */
    servesElsewhere: z.boolean(),
    groups: z.array(freightGroup).max(20),
  })
  .refine(
    ({ groups }) => {
      const codes = groups.flatMap(({ regions }) => regions.map(({ code }) => code));
      return new Set(codes).size === codes.length;
    },
    { message: 'a region stands in two groups' },
  );
export type FreightTable = z.infer<typeof freightTable>;

export const freightActions = [
  /** What one order would cost to send by a table that is not saved yet: elsewhere first, then group by group. */
  action({
    name: 'admin.previewFreight',
    role: 'staff.shop',
    input: z.strictObject({
      freightFen: fee,
      freeFreightFromFen: z.number().int().min(0).max(100_000_000),
      freight: freightTable,
      goodsFen: z.number().int().min(0).max(100_000_000),
      pieces: z.number().int().min(1).max(999),
      grams: z.number().int().min(0).max(1_000_000),
    }),
    /** Null where nothing is sent. */
    output: z.strictObject({ elsewhereFen: units.nullable(), groupsFen: z.array(units.nullable()) }),
    refusals: [],
  }),
] as const;
