import * as z from 'zod';
import { action } from './action';
import { ask } from './asks';
import { orderState } from './orders';
import { text } from './text';
import { topUpsShown } from './topUpShown';
import { id, moment, picture, repeatable, units } from './values';

/** What can be topped up. */
const topUpGoods = z.strictObject({
  goodsId: id,
  title: z.string(),
  shopName: z.string(),
  picture,
  ground: z.number().int(),
  asks: z.array(ask),
  /** Paragraphs, the first of which says where it goes to. */
  detail: z.array(z.string()),
  skus: z.array(
    z.strictObject({
      skuId: id,
      label: z.string(),
      priceFen: units,
      /** What one is worth on the account; null where its size says no sum. */
      faceFen: units.nullable(),
      isSoldOut: z.boolean(),
    }),
  ),
});
export type TopUpGoods = z.infer<typeof topUpGoods>;

/** An earlier top-up of one's own. */
const earlierTopUp = z.strictObject({
  orderId: id,
  goodsId: id,
  title: z.string(),
  label: z.string(),
  /** What was topped up: one's own words, whole. */
  account: z.string(),
  askKey: z.string(),
  state: z.enum(['underWay', 'succeeded', 'failed']),
  paidAtMs: moment,
  /** From the payment until it was there; null where it was not. */
  tookMs: z.number().int().nullable(),
  /** Cash that went back, or is on its way. */
  backFen: units,
  why: z.string(),
});
export type EarlierTopUp = z.infer<typeof earlierTopUp>;

export const topUpActions = [
  /** What can be topped up, how long it took of late, and for who is signed in the own numbers and top-ups. */
  action({
    name: 'shop.viewTopUps',
    role: 'public',
    input: z.strictObject({}),
    output: z.strictObject({
      goods: z.array(topUpGoods),
      /** Of the top-ups of the last seven days, five hundred at most: how many, and how many were there in 10 minutes. */
      pace: z.strictObject({ count: z.number().int(), inTenMinutes: z.number().int() }),
      own: z.strictObject({ phone: z.string(), earlier: z.array(earlierTopUp) }).nullable(),
    }),
    refusals: [],
  }),
  /** How a paid top-up stands: its provider is asked, at most every few seconds. */
  action({
    name: 'shop.askTopUp',
    role: 'member',
    input: z.strictObject({ orderId: id }),
    output: z.strictObject({ orderId: id, state: orderState, topUps: topUpsShown }),
    refusals: ['order/unknown'],
  }),
  /**
   * What became of a top-up whose provider does not say: found out by a person. Failed gives the money back, so it is
   * said only of what is certain.
   */
  action({
    name: 'admin.judgeTopUp',
    role: 'staff.orders',
    input: z.strictObject({
      orderId: id,
      skuId: id,
      as: z.enum(['succeeded', 'failed']),
      reason: text(1, 100),
      ...repeatable,
    }),
    output: z.strictObject({ orderId: id, state: orderState }),
    refusals: ['order/unknown', 'topUp/notOpen', 'words/forbidden', 'words/risky'],
  }),
] as const;
