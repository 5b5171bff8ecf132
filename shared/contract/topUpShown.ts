import * as z from 'zod';
import { topUpStates } from '../machines';
import { id, moment } from './values';

/** One line of a top-up order at its provider. */
const topUpShown = z.strictObject({
  skuId: id,
  state: z.enum(topUpStates),
  /** When it was first sent to the provider. */
  sentAtMs: moment.nullable(),
  /** When it ended, by the provider's clock where it succeeded. */
  endedAtMs: moment.nullable(),
  /** What the provider says of a failure. */
  why: z.string(),
});
export type TopUpShown = z.infer<typeof topUpShown>;
export const topUpsShown = z.array(topUpShown);
