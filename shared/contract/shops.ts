import * as z from 'zod';
import { action } from './action';
import { rating } from './reviews';
import { id, units } from './values';

/** A shop as its visitors see it. */
const shopPage = z.strictObject({
  shopId: id,
  name: z.string(),
  notice: z.string(),
  /** '' where the shop left none. */
  servicePhone: z.string(),
  /** When somebody is there to answer, and within how many hours as a rule; '' and null where it is not told. */
  serviceHours: z.string(),
  answerWithinHours: z.number().int().nullable(),
  deliveryWord: z.string(),
  afterSalesWord: z.string(),
  freightFen: units,
  freeFreightFromFen: units,
  /** By place, pieces or weight: what it comes to is told at checkout. */
  freightVaries: z.boolean(),
  takesStable: z.boolean(),
  /** Whether it can be paid at its till, by a code; the platform's own shops have none. */
  hasTill: z.boolean(),
  takesSpendable: z.boolean(),
  /** On the shelf. */
  goodsCount: z.number().int(),
  /** What reviews of its hundred weightiest goods on the shelf come to. */
  rating,
});
export type ShopPage = z.infer<typeof shopPage>;

export const shopActions = [
  /** A shop; its goods are listed by `shop.listGoods`. */
  action({
    name: 'shop.viewShop',
    role: 'public',
    input: z.strictObject({ shopId: id }),
    output: shopPage,
    refusals: ['shop/unknown'],
  }),
] as const;
