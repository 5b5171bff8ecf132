import * as z from 'zod';
import { action } from './action';
import { ground, id, nothing, picture, quantity, repeatable, units } from './values';

const cartLine = z.strictObject({
  goodsId: id,
  skuId: id,
  title: z.string(),
  label: z.string(),
  picture,
  ground,
  priceFen: units,
  /** What it costs otherwise, where its price is a limited-time one. */
  regularFen: units.nullable(),
  quantity: z.number().int(),
  stock: z.number().int(),
  isChosen: z.boolean(),
  /** What it cost when it was laid in, where that was something else; null where it was the same. */
  addedFen: units.nullable(),
  /** So many pieces a member may buy of the product, in all sizes; 0 for no limit. */
  limitPerMember: z.number().int(),
  /** Pieces of it that the member has bought before; 0 where there is no limit. */
  boughtBefore: z.number().int(),
  /** It has a limited-time price, of which this member has had as many pieces as one may. */
  isOfferUsed: z.boolean(),
  /** Why it cannot be bought; null when it can. `tooFew` and `overLimit`: fewer could. */
  blockedBy: z.enum(['soldOut', 'offShelf', 'sizeGone', 'tooFew', 'overLimit']).nullable(),
});

export const cart = z.strictObject({
  shops: z.array(
    z.strictObject({
      shopId: id,
      name: z.string(),
      takesStable: z.boolean(),
      lines: z.array(cartLine),
      /** Of the chosen lines. */
      chosenGoodsFen: units,
      freightFen: units,
      freeFreightFromFen: units,
      /** What is still to be chosen for that; 0 where it is reached, where there is none, or nothing is chosen. */
      toFreeFreightFen: units,
      /** Freight goes by where the order is sent: the figure is that of most places. */
      isFreightByPlace: z.boolean(),
    }),
  ),
  blocked: z.array(cartLine),
  chosenFen: units,
  chosenCount: z.number().int(),
  /** All pieces: the badge. */
  count: z.number().int(),
  /** Pieces of what was taken out last and can be laid back. */
  removedCount: z.number().int(),
});
export type Cart = z.infer<typeof cart>;

export const cartActions = [
  action({ name: 'shop.viewCart', role: 'member', input: nothing, output: cart, refusals: [] }),
  /** Sets quantity and choice of one line; `add` adds to what is there instead. */
  action({
    name: 'shop.setCartLine',
    role: 'member',
    input: z.strictObject({
      goodsId: id,
      skuId: id,
      quantity,
      add: z.boolean().default(false),
      isChosen: z.boolean().optional(),
      ...repeatable,
    }),
    output: cart,
    refusals: ['goods/unknown', 'goods/soldOut', 'goods/limit', 'cart/full'],
  }),
  /** Ticks or unticks many lines at once. */
  action({
    name: 'shop.chooseCartLines',
    role: 'member',
    input: z.strictObject({ skuIds: z.array(id).min(1).max(100), isChosen: z.boolean(), ...repeatable }),
    output: cart,
    refusals: [],
  }),
  /** Lays back what was taken out last, each line in its place; one that is there again stays as it is. */
  action({
    name: 'shop.restoreCartLines',
    role: 'member',
    input: z.strictObject({ ...repeatable }),
    output: cart,
    refusals: ['cart/full'],
  }),
  action({
    name: 'shop.removeCartLines',
    role: 'member',
    input: z.strictObject({ skuIds: z.array(id).min(1).max(100), ...repeatable }),
    output: cart,
    refusals: [],
  }),
] as const;
