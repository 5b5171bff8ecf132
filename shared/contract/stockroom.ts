import * as z from 'zod';
import { action } from './action';
import { ask } from './asks';
import { freightTable } from './freight';
import { roomCalendar, stayTerms } from './stays';
import { text } from './text';
import {
  change,
  cursor,
  day,
  goodsKind,
  ground,
  id,
  industry,
  PRICE_AT_MOST,
  pageLimit,
  picture,
  planKind,
  rateMillionths,
  repeatable,
  seen,
  units,
} from './values';
import { voucherTerms } from './voucherTerms';

/** A shop as its administrators set it. */
const shopSet = z.strictObject({
  shopId: id,
  name: z.string(),
  notice: z.string(),
  servicePhone: z.string(),
  /** '' and null where it is not told. */
  serviceHours: z.string(),
  answerWithinHours: z.number().int().nullable(),
  takesStable: z.boolean(),
  takesSpendable: z.boolean(),
  freightFen: units,
  freeFreightFromFen: units,
  /** Null where one sum is asked everywhere. */
  freight: freightTable.nullable(),
  deliveryWord: z.string(),
  afterSalesWord: z.string(),
  /** Null where it is the platform's. */
  ownerId: id.nullable(),
});
export type ShopSet = z.infer<typeof shopSet>;

const categoryKept = z.strictObject({
  categoryId: id,
  name: z.string(),
  industry,
  picture,
  ground,
  order: z.number().int(),
  parentId: id.nullable(),
  isHidden: z.boolean(),
  seen,
});
export type CategoryKept = z.infer<typeof categoryKept>;

/** A product in the stockroom's list, on the shelf or off it. */
export const goodsRow = z.strictObject({
  goodsId: id,
  title: z.string(),
  picture,
  ground,
  isOnShelf: z.boolean(),
  lowestFen: units,
  sizes: z.number().int(),
  stock: z.number().int(),
  sold: z.number().int(),
});
export type GoodsRowKept = z.infer<typeof goodsRow>;

/** A product as it is kept, with what only its administrators see: costs and pieces. */
const goodsKept = z.strictObject({
  goodsId: id,
  /** Counts its savings: a saving that names an older one is refused. */
  revision: z.number().int(),
  title: z.string(),
  subtitle: z.string(),
  pictures: z.array(picture),
  ground,
  industry,
  kind: goodsKind,
  categoryId: id,
  shopId: id,
  unitWord: z.string(),
  brand: z.string(),
  keywords: z.array(z.string()),
  detail: z.array(z.string()),
  asks: z.array(ask),
  voucher: voucherTerms.nullable(),
  stay: stayTerms.nullable(),
  options: z.array(z.strictObject({ name: z.string(), choices: z.array(z.string()) })),
  skus: z.array(
    z.strictObject({
      skuId: id,
      choices: z.array(z.string()),
      priceFen: units,
      costFen: units,
      grams: z.number().int(),
      stock: z.number().int(),
      calendar: roomCalendar.nullable(),
    }),
  ),
  plans: z.array(planKind),
  takesSpendable: z.boolean(),
  limitPerMember: z.number().int(),
  isOnShelf: z.boolean(),
  weight: z.number().int(),
});
export type GoodsKept = z.infer<typeof goodsKept>;

/** Whether one piece at a price can pay for the plans named (rules §5), and what would mend it. */
const marginRow = z.strictObject({
  marginFen: change,
  neededFen: units,
  leftFen: change,
  isCounted: z.boolean(),
  /** The lowest price at this cost, the highest cost at this price; null where none would do. */
  priceAtLeastFen: units.nullable(),
  costAtMostFen: units.nullable(),
});
export type MarginRow = z.infer<typeof marginRow>;

/** So many goods' prices are looked at together. */
const PRICES_AT_ONCE = 20;

/** A size with its price before and after a change of many, and whether it can still pay for its plans. */
const priceRow = marginRow.extend({
  goodsId: id,
  title: z.string(),
  skuId: id,
  label: z.string(),
  priceFen: units,
  newFen: units,
  wasCounted: z.boolean(),
  /** Why the price cannot be that; null where it can. */
  whyNot: z.enum(['outOfRange', 'byCalendar', 'offerNotLower']).nullable(),
});
export type PriceRow = z.infer<typeof priceRow>;

/** Who owns a shop, as far as it takes to know who it is. */
const shopOwner = z.strictObject({ memberId: id, nickname: z.string(), phoneMasked: z.string() });
export type ShopOwner = z.infer<typeof shopOwner>;

export const stockroomActions = [
  /** The platform's own shop, or the one named, with its owner and the business day; null before there is one. */
  action({
    name: 'admin.viewShop',
    role: 'staff.any',
    input: z.strictObject({ shopId: id.optional() }),
    output: z.strictObject({ shop: shopSet.nullable(), owner: shopOwner.nullable(), today: day, seen }),
    refusals: [],
  }),
  /** Every shop by its name, those that members own and the platform's. */
  action({
    name: 'admin.listShops',
    role: 'staff.shop',
    input: z.strictObject({ cursor: cursor.optional(), limit: pageLimit.default(20) }),
    output: z.strictObject({
      shops: z.array(
        z.strictObject({
          shopId: id,
          name: z.string(),
          owner: shopOwner.nullable(),
          /** The platform's first, which stays its own. */
          isFirst: z.boolean(),
        }),
      ),
      next: cursor.nullable(),
    }),
    refusals: ['cursor/invalid'],
  }),
  /** Changes what is named of a shop and nothing else. The platform's own is made by its first name. */
  action({
    name: 'admin.changeShop',
    role: 'staff.shop',
    input: z.strictObject({
      shopId: id.optional(),
      name: text(1, 20).optional(),
      notice: text(0, 60).optional(),
      servicePhone: z
        .string()
        .regex(/^(|[\d-]{5,20})$/)
        .optional(),
      /** When somebody is there to answer: 每天 9:00–21:00. */
      serviceHours: text(0, 30).optional(),
      /** Null: not told. */
      answerWithinHours: z.number().int().min(1).max(72).nullable().optional(),
      takesSpendable: z.boolean().optional(),
      freightFen: z.number().int().min(0).max(1_000_000).optional(),
      freeFreightFromFen: z.number().int().min(0).max(100_000_000).optional(),
      freight: freightTable.optional(),
      deliveryWord: text(0, 30).optional(),
      afterSalesWord: text(0, 40).optional(),
      seen: seen.optional(),
      ...repeatable,
    }),
    output: z.strictObject({ shopId: id }),
    refusals: ['shop/unknown', 'form/changedMeanwhile', 'words/forbidden', 'words/risky'],
  }),
  /** All categories in their order, hidden ones too. */
  action({
    name: 'admin.listCategories',
    role: 'staff.shop',
    input: z.strictObject({}),
    output: z.strictObject({ categories: z.array(categoryKept) }),
    refusals: [],
  }),
  action({
    name: 'admin.saveCategory',
    role: 'staff.shop',
    input: z.strictObject({
      /** Left out for a new one. */
      categoryId: id.optional(),
      name: text(1, 10),
      industry,
      /** '' for none. */
      picture,
      ground,
      order: z.number().int().min(0).max(10_000),
      /** The category that it stands below; left out for one of the first level. */
      parentId: id.optional(),
      /** Hidden ones stand in no list; their goods are found as before. */
      isHidden: z.boolean().default(false),
      seen: seen.optional(),
      ...repeatable,
    }),
    output: z.strictObject({ categoryId: id }),
    refusals: [
      'category/unknown',
      'form/changedMeanwhile',
      'category/tooDeep',
      'picture/unknown',
      'words/forbidden',
      'words/risky',
    ],
  }),
  /** Numbers the categories named from 0 on, in this order: all of them are named, or two may have one place. */
  action({
    name: 'admin.orderCategories',
    role: 'staff.shop',
    input: z.strictObject({
      categoryIds: z.array(id).min(1).max(100),
      /** The same in the order in which they were seen. */
      seen: z.array(id).max(100).optional(),
      ...repeatable,
    }),
    output: z.strictObject({ categoryIds: z.array(id) }),
    refusals: ['category/unknown', 'form/changedMeanwhile'],
  }),
  action({
    name: 'admin.listGoods',
    role: 'staff.shop',
    input: z.strictObject({
      shelf: z.enum(['on', 'off']).default('on'),
      query: text(0, 40).optional(),
      cursor: cursor.optional(),
      limit: pageLimit.default(20),
    }),
    output: z.strictObject({ goods: z.array(goodsRow), next: cursor.nullable() }),
    refusals: ['cursor/invalid'],
  }),
  action({
    name: 'admin.viewGoods',
    role: 'staff.shop',
    input: z.strictObject({ goodsId: id }),
    output: goodsKept,
    refusals: ['goods/unknown'],
  }),
  /** Puts a product on the shelf or takes it off; nothing else of it changes. */
  action({
    name: 'admin.shelveGoods',
    role: 'staff.shop',
    input: z.strictObject({ goodsId: id, isOnShelf: z.boolean(), ...repeatable }),
    output: z.strictObject({ goodsId: id, isOnShelf: z.boolean() }),
    refusals: ['goods/unknown'],
  }),
  /** What the plans in force would take of one piece of each size, before anything is saved. */
  action({
    name: 'admin.previewMargins',
    role: 'staff.shop',
    input: z.strictObject({
      plans: z.array(planKind).max(3),
      skus: z
        .array(
          z.strictObject({
            priceFen: z.number().int().min(1).max(PRICE_AT_MOST),
            costFen: z.number().int().min(0).max(PRICE_AT_MOST),
          }),
        )
        .max(60),
    }),
    output: z.strictObject({
      /** Each plan in force and its part of the price. */
      plans: z.array(z.strictObject({ plan: planKind, rateMillionths })),
      /** Of the plans named, together. */
      rateMillionths,
      rows: z.array(marginRow),
    }),
    refusals: [],
  }),
  /**
   * What the prices of some goods would be, all changed alike and rounded to whole fen, jiao or yuan; nothing is changed.
   * A sheet of goods then changes them, each from the price that was looked at.
   */
  action({
    name: 'admin.previewPrices',
    role: 'staff.shop',
    input: z.strictObject({
      goodsIds: z.array(id).min(1).max(PRICES_AT_ONCE),
      change: z.discriminatedUnion('by', [
        z.strictObject({ by: z.literal('amount'), fen: z.number().int().min(-PRICE_AT_MOST).max(PRICE_AT_MOST) }),
        z.strictObject({ by: z.literal('rate'), millionths: z.number().int().min(-990_000).max(9_000_000) }),
      ]),
      /** To so many fen. */
      roundTo: z.union([z.literal(1), z.literal(10), z.literal(100)]).default(1),
    }),
    output: z.strictObject({ rows: z.array(priceRow) }),
    refusals: [],
  }),
] as const;
