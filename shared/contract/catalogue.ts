import * as z from 'zod';
import { action } from './action';
import { ask, asks } from './asks';
import { offerShown } from './offers';
import { rating, review } from './reviews';
import { skuInput } from './skuInput';
import { stayTerms } from './stays';
import { text } from './text';
import {
  cursor,
  fileId,
  goodsKind,
  ground,
  id,
  industry,
  notCountedWhy,
  nothing,
  pageLimit,
  picture,
  planKind,
  rateMillionths,
  repeatable,
  requestId,
  seen,
  units,
} from './values';
import { voucherTerms, voucherTermsInput } from './voucherTerms';

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
  /** '' for none. */
  brand: z.string(),
  /** The lowest price among what can be bought, a limited-time one while it holds. */
  priceFen: units,
  /** What that size costs otherwise, where its price is a limited-time one. */
  regularFen: units.nullable(),
  offer: offerShown.nullable(),
  hasSeveralSkus: z.boolean(),
  /** For the quick + of a card: the only, or first, SKU that can be bought. */
  quickSkuId: id.nullable(),
  isSoldOut: z.boolean(),
  /** Pieces of settled orders, which can't be given back any more: what lists are sorted by. */
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
  /** Null for one that stands by itself or has others below it: there are two levels. */
  parentId: id.nullable(),
  /** On the shelf, in it and below it. */
  goodsCount: z.number().int(),
});
export type Category = z.infer<typeof category>;

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
  /** What it costs otherwise, where its price is a limited-time one. */
  regularFen: units.nullable(),
  stock: z.number().int(),
  /** Plans that count an order of it, after the check that the cash can pay for them (rules §5). */
  plans: z.array(planKind),
  /** What they do with one piece of it, those left out that do not count it for the caller; `previewOrder` tells it of a real order. */
  effects: z.array(planEffect),
  /** Plans that the goods name and that would not count it now, for the caller where one is signed in, and why. */
  notCounted: z.array(z.strictObject({ plan: planKind, why: notCountedWhy })),
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
  kind: goodsKind,
  categoryId: id,
  shop: z.strictObject({
    shopId: id,
    name: z.string(),
    takesStable: z.boolean(),
    takesSpendable: z.boolean(),
    freightFen: units,
    freeFreightFromFen: units,
    /** By place, pieces or weight: what it comes to is told at checkout. */
    freightVaries: z.boolean(),
    notice: z.string(),
    /** '' where the shop left none. */
    servicePhone: z.string(),
  }),
  brand: z.string(),
  /** The lowest price among what can be bought, as in lists. */
  priceFen: units,
  /** A limited-time price of some of its sizes, while it holds. */
  offer: offerShown.nullable(),
  /** Pieces of settled orders, which can't be given back any more: what lists are sorted by. */
  soldCount: z.number().int(),
  /** When and where its vouchers are used; null where it is none. */
  voucher: voucherTerms.nullable(),
  /** What has to be told before it is bought. */
  asks: z.array(ask),
  /** Of nights that are sold by a calendar; null for others. */
  stay: stayTerms.nullable(),
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
});
export type GoodsPage = z.infer<typeof goodsPage>;

/** A product as its page shows it: to whoever is signed in, also what is his own of it. */
export const goodsView = z.strictObject({
  ...goodsPage.shape,
  /** What its buyers say: the figures, and the newest. */
  rating,
  newestReview: review.nullable(),
  mine: z
    .strictObject({
      isFavourite: z.boolean(),
      /** Sizes that the caller waits for. */
      awaited: z.array(id),
      /** Pieces that he has bought of it before, where it has a limit, and at the limited-time price that holds; else 0. */
      bought: z.number().int(),
      boughtAtOffer: z.number().int(),
      /** Goes along when the product is shared: whoever comes by it may say that the caller invited. */
      inviteCode: id,
    })
    .nullable(),
});
export type GoodsView = z.infer<typeof goodsView>;

/** A plan that goods name, or that they name none. */
const planAsked = z.enum([...planKind.options, 'none']);
export type PlanAsked = z.infer<typeof planAsked>;

/** What narrows a list of goods. */
const goodsAsked = {
  /** It and what is below it. */
  category: id.optional(),
  industry: industry.optional(),
  shopId: id.optional(),
  brand: text(1, 20).optional(),
  kind: goodsKind.optional(),
  plan: planAsked.optional(),
  takesPoints: z.literal(true).optional(),
  inStock: z.literal(true).optional(),
  /** At a limited-time price. */
  offered: z.literal(true).optional(),
  priceFromFen: z.number().int().min(0).max(100_000_000).optional(),
  priceToFen: z.number().int().min(0).max(100_000_000).optional(),
  query: text(0, 40).optional(),
} as const;

export const catalogueActions = [
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
      ...goodsAsked,
      sort: z.enum(['default', 'priceUp', 'priceDown', 'sold', 'newest']).default('default'),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({
      goods: z.array(goodsCard),
      /** Words that were looked for besides those of the query, to be told: 苹果, 脐橙 for 水果. */
      also: z.array(z.string()),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
  /**
   * What a list has, by what it can be narrowed to. The counts of each kind are of what all other filters leave; what
   * there is of it without them is named with 0.
   */
  action({
    name: 'shop.countGoods',
    role: 'public',
    input: z.strictObject(goodsAsked),
    output: z.strictObject({
      count: z.number().int(),
      /** How many of them are sold out: they stand last. */
      soldOut: z.number().int(),
      /** There are more than were counted. */
      isMore: z.boolean(),
      lowestFen: units.nullable(),
      highestFen: units.nullable(),
      inStock: z.number().int(),
      offered: z.number().int(),
      takesPoints: z.number().int(),
      kinds: z.array(z.strictObject({ kind: goodsKind, count: z.number().int() })),
      industries: z.array(z.strictObject({ industry, count: z.number().int() })),
      brands: z.array(z.strictObject({ brand: z.string(), count: z.number().int() })),
      plans: z.array(z.strictObject({ plan: planAsked, count: z.number().int() })),
    }),
    refusals: [],
  }),
  action({
    name: 'shop.viewGoods',
    role: 'public',
    input: z.strictObject({ goodsId: id }),
    output: goodsView,
    refusals: ['goods/unknown'],
  }),
  /** Adds a shop or changes one: what is left out stays, but for its owner, who is always told. */
  action({
    name: 'admin.saveShop',
    role: 'staff.shop',
    input: z.strictObject({
      /** Left out for a new one. */
      shopId: id.optional(),
      name: text(1, 20),
      /** The member who owns it; left out for the platform's own. */
      ownerId: id.optional(),
      takesStable: z.boolean().optional(),
      takesSpendable: z.boolean().optional(),
      /** At most 10,000 yuan, so that no order comes near 2^53 by it. */
      freightFen: z.number().int().min(0).max(1_000_000).optional(),
      /** Free from this amount of goods on; 0 names none. */
      freeFreightFromFen: z.number().int().min(0).max(100_000_000).optional(),
      deliveryWord: text(0, 30).optional(),
      afterSalesWord: text(0, 40).optional(),
      seen: seen.optional(),
      ...repeatable,
    }),
    output: z.strictObject({ shopId: id }),
    refusals: [
      'member/unknown',
      'member/oneself',
      'shop/ownerHasShop',
      'shop/isPlatforms',
      'form/changedMeanwhile',
      'words/forbidden',
      'words/risky',
    ],
  }),
  /**
   * Adds a product or changes it. Stock of SKUs that exist is left as it is: `changeStock` changes that. With a
   * `revision` it is refused when somebody else saved the product since that one was read.
   */
  action({
    name: 'admin.saveGoods',
    role: 'staff.shop',
    input: z.strictObject({
      /** Left out for a new one. */
      goodsId: id.optional(),
      revision: z.number().int().min(0).optional(),
      title: text(1, 60),
      subtitle: text(0, 60).default(''),
      pictures: z.array(fileId).min(1).max(9),
      ground: z.number().int().min(1).max(4),
      industry,
      /** How it reaches its buyer. */
      kind: goodsKind,
      categoryId: id,
      shopId: id,
      unitWord: text(1, 4).default('件'),
      brand: text(0, 20).default(''),
      /** Words that shoppers may look for it by, besides what it says. */
      keywords: z.array(text(1, 10)).max(20).default([]),
      detail: z.array(text(1, 500)).max(30).default([]),
      options: z
        .array(
          z.strictObject({
            name: text(1, 10),
            choices: z.array(text(1, 20)).min(1).max(20),
          }),
        )
        .max(4)
        .default([]),
      /** What has to be told before it is bought. */
      asks: asks.default([]),
      /** Of vouchers: when and where they are used; null, as is usual. */
      voucher: voucherTermsInput.nullable().default(null),
      /** Of nights: with it and the sizes' calendars they are sold by the day. */
      stay: stayTerms.nullable().default(null),
      skus: z.array(skuInput).min(1).max(60),
      plans: z.array(planKind).max(3).default([]),
      takesSpendable: z.boolean().default(true),
      limitPerMember: z.number().int().min(0).max(999).default(0),
      isOnShelf: z.boolean().default(true),
      /** Shown earlier in lists, and as the lead of home when the highest. */
      weight: z.number().int().min(0).max(10_000).default(0),
      ...repeatable,
    }),
    output: z.strictObject({
      goods: goodsPage,
      /** Plans named that the margin cannot pay for: orders of it count for the others only (rules §5). */
      notCounted: z.array(planKind),
    }),
    refusals: [
      'shop/unknown',
      'category/unknown',
      'picture/unknown',
      'goods/skuTaken',
      'goods/choices',
      'goods/changedMeanwhile',
      'offer/notLower',
      'words/forbidden',
      'words/risky',
    ],
  }),
  /** Adds pieces (or takes away, never below 0). */
  action({
    name: 'admin.changeStock',
    role: 'staff.shop',
    input: z.strictObject({
      skuId: id,
      by: z.number().int().min(-1_000_000).max(1_000_000),
      reason: text(0, 60).default(''),
      requestId,
    }),
    output: z.strictObject({ skuId: id, stock: z.number().int() }),
    refusals: ['goods/unknown', 'goods/stockBelowZero', 'words/forbidden', 'words/risky'],
  }),
] as const;
