import { z } from 'zod';
import { action } from './action';
import { text } from './text';
import {
  asset,
  cursor,
  day,
  id,
  industry,
  nothing,
  pageLimit,
  picture,
  planKind,
  quantity,
  rateMillionths,
  repeatable,
  units,
} from './values';

/** The ground colour behind a picture, 1 to 4. */
const ground = z.number().int().min(1).max(4);

/** A product in a list. */
export const goodsCard = z.strictObject({
  goodsId: id,
  title: z.string(),
  subtitle: z.string(),
  picture,
  ground,
  industry,
  categoryId: id,
  shopId: id,
  shopName: z.string(),
  /** The lowest price among what can be bought. */
  priceFen: units,
  hasSeveralSkus: z.boolean(),
  /** For the quick + of a card: the only, or first, SKU that can be bought. */
  quickSkuId: id.nullable(),
  isSoldOut: z.boolean(),
  soldCount: z.number().int(),
  /** Plans that count its orders, after the check that the cash can pay for them (rules §5). */
  plans: z.array(planKind),
  /** Share of the price that spendable points may pay; 0 when it takes none. */
  spendableRateMillionths: rateMillionths,
});
export type GoodsCard = z.infer<typeof goodsCard>;

export const category = z.strictObject({
  categoryId: id,
  name: z.string(),
  industry,
  picture,
  ground,
  goodsCount: z.number().int(),
});

/** What a plan does with one piece at the listed price, paid in cash. Sums are the server's. */
const planEffect = z.discriminatedUnion('plan', [
  z.strictObject({
    plan: z.literal('appreciation'),
    version: z.number().int(),
    contributionRateMillionths: rateMillionths,
    contributionFen: units,
    giftRateMillionths: rateMillionths,
    /** Worth of the points at the price of the settlement. */
    giftFen: units,
  }),
  z.strictObject({
    plan: z.literal('dividend'),
    version: z.number().int(),
    quotaMultipleMillionths: rateMillionths,
    quotaFen: units,
    weightUnitFen: units,
    weightMicroShares: units,
  }),
  z.strictObject({
    plan: z.literal('release'),
    version: z.number().int(),
    /** Null when the price is below the first tier: nothing is granted. */
    multipleMillionths: rateMillionths.nullable(),
    grantedReleaseCents: units,
    dailyReleaseCents: units,
    firstTierFen: units.nullable(),
  }),
]);
export type PlanEffect = z.infer<typeof planEffect>;

const sku = z.strictObject({
  skuId: id,
  /** One choice of each option, in the options' order. */
  choices: z.array(z.string()),
  /** 80 果 · 5 kg */
  label: z.string(),
  priceFen: units,
  stock: z.number().int(),
  /** Plans that count an order of it, after the check that the cash can pay for them (rules §5). */
  plans: z.array(planKind),
  /** What they do with one piece of it; `previewOrder` tells it of a real order. */
  effects: z.array(planEffect),
  /** Spendable points that one piece of it may take. */
  spendableAtMostCents: units,
});

export const goodsPage = z.strictObject({
  goodsId: id,
  title: z.string(),
  subtitle: z.string(),
  pictures: z.array(picture),
  ground,
  industry,
  categoryId: id,
  shop: z.strictObject({
    shopId: id,
    name: z.string(),
    takesStable: z.boolean(),
    takesSpendable: z.boolean(),
    freightFen: units,
    freeFreightFromFen: units,
  }),
  /** The lowest price among what can be bought, as in lists. */
  priceFen: units,
  soldCount: z.number().int(),
  /** 箱, 瓶, 次 */
  unitWord: z.string(),
  detail: z.array(z.string()),
  /** 明日 9:00–12:00 */
  deliveryWord: z.string(),
  /** 签收后 7 天可退，坏果包赔 */
  afterSalesWord: z.string(),
  options: z.array(z.strictObject({ name: z.string(), choices: z.array(z.string()) })),
  skus: z.array(sku),
  /** 0 for no limit. */
  limitPerMember: z.number().int(),
  settleAfterDays: z.number().int(),
  spendableRateMillionths: rateMillionths,
  reviews: z.strictObject({ count: z.number().int() }),
});
export type GoodsPage = z.infer<typeof goodsPage>;

export const address = z.strictObject({
  addressId: id,
  name: z.string(),
  phone: z.string(),
  region: z.string(),
  detail: z.string(),
  isDefault: z.boolean(),
});
export type Address = z.infer<typeof address>;

const cartLine = z.strictObject({
  goodsId: id,
  skuId: id,
  title: z.string(),
  label: z.string(),
  picture,
  ground,
  priceFen: units,
  quantity: z.number().int(),
  stock: z.number().int(),
  isChosen: z.boolean(),
  /** Why it cannot be bought; null when it can. */
  blockedBy: z.enum(['soldOut', 'offShelf', 'tooFew']).nullable(),
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
    }),
  ),
  blocked: z.array(cartLine),
  chosenFen: units,
  chosenCount: z.number().int(),
  /** All pieces: the badge. */
  count: z.number().int(),
});
export type Cart = z.infer<typeof cart>;

export const goodsActions = [
  action({
    name: 'shop.home',
    role: 'public',
    input: nothing,
    output: z.strictObject({
      lead: goodsCard.nullable(),
      shortcuts: z.array(category),
      goods: z.array(goodsCard),
      cartCount: z.number().int(),
      /** Null when nobody is signed in. One asset with its name, never a sum of unlike ones. */
      wallet: z
        .strictObject({
          asset,
          units,
          lastClose: z.strictObject({ day, balanced: z.boolean() }).nullable(),
        })
        .nullable(),
      deliverTo: z.strictObject({ detail: z.string(), deliveryWord: z.string() }).nullable(),
      isDemo: z.boolean(),
    }),
    refusals: [],
  }),
  action({
    name: 'shop.listCategories',
    role: 'public',
    input: nothing,
    output: z.strictObject({ categories: z.array(category) }),
    refusals: [],
  }),
  action({
    name: 'shop.listGoods',
    role: 'public',
    input: z.strictObject({
      category: id.optional(),
      industry: industry.optional(),
      shopId: id.optional(),
      plan: planKind.optional(),
      query: text(0, 40).optional(),
      sort: z.enum(['default', 'priceUp', 'priceDown', 'sold']).default('default'),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({ goods: z.array(goodsCard), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'shop.viewGoods',
    role: 'public',
    input: z.strictObject({ goodsId: id }),
    output: goodsPage,
    refusals: ['goods/unknown'],
  }),
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
  action({
    name: 'shop.removeCartLines',
    role: 'member',
    input: z.strictObject({ skuIds: z.array(id).min(1).max(100), ...repeatable }),
    output: cart,
    refusals: [],
  }),
  action({
    name: 'shop.listAddresses',
    role: 'member',
    input: nothing,
    output: z.strictObject({ addresses: z.array(address) }),
    refusals: [],
  }),
  /** Adds an address, or changes the one named. */
  action({
    name: 'shop.saveAddress',
    role: 'member',
    input: z.strictObject({
      addressId: id.optional(),
      name: text(1, 20),
      phone: z.string().regex(/^1[3-9]\d{9}$/),
      region: text(1, 60),
      detail: text(1, 100),
      isDefault: z.boolean().default(false),
      ...repeatable,
    }),
    output: z.strictObject({ addressId: id, addresses: z.array(address) }),
    refusals: ['address/unknown', 'address/tooMany'],
  }),
  action({
    name: 'shop.removeAddress',
    role: 'member',
    input: z.strictObject({ addressId: id, ...repeatable }),
    output: z.strictObject({ addresses: z.array(address) }),
    refusals: ['address/unknown'],
  }),
] as const;
