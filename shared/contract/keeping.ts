import * as z from 'zod';
import { action } from './action';
import { goodsCard } from './catalogue';
import { cursor, id, moment, nothing, pageLimit, repeatable, units } from './values';

/** A product in a list of one's own: what it costs now, or that it can't be had. */
const keptGoods = {
  /** As lists show it; off the shelf as it was last. */
  goods: goodsCard,
  isOnShelf: z.boolean(),
};

const favourite = z.strictObject({
  ...keptGoods,
  savedAtMs: moment,
  /** The price that was shown then. */
  savedFen: units,
});
export type Favourite = z.infer<typeof favourite>;

const look = z.strictObject({ ...keptGoods, atMs: moment });

const restock = z.strictObject({
  ...keptGoods,
  skuId: id,
  label: z.string(),
  /** `waiting`: there was none yet. `back`: there was some again, since `backAtMs`; whether there still is, `left` says. */
  state: z.enum(['waiting', 'back']),
  askedAtMs: moment,
  backAtMs: moment.nullable(),
  left: z.number().int(),
});
export type Restock = z.infer<typeof restock>;

/** What a member keeps of goods: favourites, what was looked at, and what is waited for. */
export const keepingActions = [
  /** Goods of the same category, then of the same industry, the weightiest first; what is sold out comes last. */
  action({
    name: 'shop.listAlike',
    role: 'public',
    input: z.strictObject({ goodsId: id }),
    output: z.strictObject({ goods: z.array(goodsCard).max(6) }),
    refusals: [],
  }),
  action({
    name: 'shop.setFavourite',
    role: 'member',
    input: z.strictObject({ goodsId: id, isFavourite: z.boolean(), ...repeatable }),
    output: z.strictObject({ goodsId: id, isFavourite: z.boolean() }),
    refusals: ['goods/unknown', 'favourites/full'],
  }),
  /** Newest first. */
  action({
    name: 'shop.listFavourites',
    role: 'member',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({ favourites: z.array(favourite), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /**
   * Notes that the caller looked at a product: once for each product, the newest look alone. A repeat is the same look,
   * so there is no request id. A product that is not there is noted for nothing and shown nowhere.
   */
  action({
    name: 'shop.noteLook',
    role: 'member',
    input: z.strictObject({ goodsId: id }),
    output: nothing,
    refusals: [],
  }),
  /** What the caller looked at, newest first: the last two hundred products. */
  action({
    name: 'shop.listLooks',
    role: 'member',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({ looks: z.array(look), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  /** Forgets what the caller looked at: the products named, or all. */
  action({
    name: 'shop.forgetLooks',
    role: 'member',
    input: z.strictObject({ goodsIds: z.array(id).min(1).max(50).optional(), ...repeatable }),
    output: nothing,
    refusals: [],
  }),
  /** Asks to be told when a size that is sold out can be had again, or takes that back. */
  action({
    name: 'shop.awaitRestock',
    role: 'member',
    input: z.strictObject({ goodsId: id, skuId: id, isAwaited: z.boolean(), ...repeatable }),
    output: z.strictObject({ skuId: id, isAwaited: z.boolean() }),
    refusals: ['goods/unknown', 'goods/inStock', 'restocks/full'],
  }),
  /** What the caller waits for, newest first, and what came back since. */
  action({
    name: 'shop.listRestocks',
    role: 'member',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({ restocks: z.array(restock), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
] as const;
