import * as z from 'zod';
import { roomCalendar } from './stays';
import { text } from './text';
import { id, PRICE_AT_MOST } from './values';

/** A size as an administrator saves it. */
export const skuInput = z.strictObject({
  /** Left out for a new size: it gets one. */
  skuId: id.optional(),
  choices: z.array(text(1, 20)).max(4),
  priceFen: z.number().int().min(1).max(PRICE_AT_MOST),
  /** What the platform owes its supplier or merchant for one piece. */
  costFen: z.number().int().min(0).max(PRICE_AT_MOST),
  /** What one piece weighs as it is sent; 0: not told, and nothing is asked for its weight. */
  grams: z.number().int().min(0).max(1_000_000).default(0),
  stock: z.number().int().min(0).max(10_000_000),
  /** Of nights: what they cost and how many rooms there are, by day. */
  calendar: roomCalendar.nullable().default(null),
});
