import * as z from 'zod';
import { action } from './action';
import { category, goodsCard } from './catalogue';
import { text } from './text';
import {
  asset,
  change,
  cursor,
  day,
  ground,
  id,
  industry,
  moment,
  nothing,
  pageLimit,
  picture,
  repeatable,
  units,
} from './values';

/** Where something on home leads. */
const target = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('goods'), goodsId: id }),
  z.strictObject({ to: z.literal('category'), categoryId: id }),
  z.strictObject({ to: z.literal('search'), query: text(1, 20) }),
  /** The counter of top-ups. */
  z.strictObject({ to: z.literal('topUps') }),
]);
export type Target = z.infer<typeof target>;

const banner = z.strictObject({
  /** A line above the title; '' for none. */
  over: text(0, 20),
  title: text(1, 24),
  /** '' for none: then the ground stands alone. */
  picture,
  ground,
  target,
});
export type Banner = z.infer<typeof banner>;

const shortcut = z.strictObject({ name: text(1, 6), picture, ground, target });
export type Shortcut = z.infer<typeof shortcut>;

const title = text(1, 12);

/** A banner as it is shown: with the price of the product that it leads to. */
const bannerShown = z.strictObject({
  over: z.string(),
  title: z.string(),
  picture,
  ground,
  target,
  priceFen: units.nullable(),
});
export type BannerShown = z.infer<typeof bannerShown>;

const shortcutShown = z.strictObject({ name: z.string(), picture, ground, target });
export type ShortcutShown = z.infer<typeof shortcutShown>;

/** What home shows below its head, in the operator's order. */
const section = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('offers'), title }),
  z.strictObject({ kind: z.literal('hot'), title }),
  z.strictObject({ kind: z.literal('new'), title }),
  z.strictObject({ kind: z.literal('industry'), title, industry }),
  z.strictObject({ kind: z.literal('picked'), title, goodsIds: z.array(id).min(1).max(12) }),
  z.strictObject({ kind: z.literal('categories'), title, categoryIds: z.array(id).min(1).max(8) }),
]);
export type Section = z.infer<typeof section>;

/** How the operator arranges home. */
const arrangement = {
  banners: z.array(banner).max(8),
  shortcuts: z.array(shortcut).max(10),
  sections: z.array(section).max(12),
  /** Words that the search field proposes: each finds something when it is saved. */
  hints: z.array(text(1, 10)).max(8),
  /** Words that stand before those that are searched for most. */
  pinnedWords: z.array(text(1, 10)).max(8),
} as const;
const arrangementShown = z.strictObject(arrangement);
export type Arrangement = z.infer<typeof arrangementShown>;

/** A section with what it shows. */
export const sectionShown = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['offers', 'hot', 'new', 'industry', 'picked']),
    title: z.string(),
    industry: industry.nullable(),
    goods: z.array(goodsCard),
  }),
  z.strictObject({
    kind: z.literal('categories'),
    title: z.string(),
    categories: z.array(z.strictObject({ ...category.shape, lowestFen: units.nullable() })),
  }),
]);
export type SectionShown = z.infer<typeof sectionShown>;

/** Something bought before, as a strip shows it: what it costs now, and by how much that differs. */
const boughtAgain = z.strictObject({
  goods: goodsCard,
  boughtAtMs: moment,
  /** How much more one piece costs now than then, of the size that the card stands for; null where that was another. */
  changeFen: change.nullable(),
});
export type BoughtAgain = z.infer<typeof boughtAgain>;

const hotWord = z.strictObject({ word: z.string(), isPinned: z.boolean() });

export const storefrontActions = [
  action({
    name: 'shop.home',
    role: 'public',
    input: nothing,
    output: z.strictObject({
      banners: z.array(bannerShown),
      shortcuts: z.array(shortcutShown),
      /** Sections that have something to show. */
      sections: z.array(sectionShown),
      /** Words for the search field, each of which finds something. */
      hints: z.array(z.string()),
      /** What the caller bought before and can buy now, the newest first. */
      again: z.array(boughtAgain),
      /** The first of all goods; the list goes on with `shop.listGoods` as it is asked without anything. */
      goods: z.array(goodsCard),
      next: cursor.nullable(),
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
      /** The platform's own shop, while something of it is shown. */
      front: z.strictObject({ name: z.string(), notice: z.string(), servicePhone: z.string() }).nullable(),
      isDemo: z.boolean(),
      /** When this was answered, by the clock that limited-time prices end by. */
      nowMs: moment,
    }),
    refusals: [],
  }),
  /** What stands on the search page before something is typed. */
  action({
    name: 'shop.searchStart',
    role: 'public',
    input: nothing,
    output: z.strictObject({
      hints: z.array(z.string()),
      /** Pinned ones first, then what was searched for most on `basisDay`; a word stands here only if it finds something. */
      hot: z.array(hotWord),
      basisDay: day,
      newest: z.array(goodsCard),
    }),
    refusals: [],
  }),
  /** What may be meant by what is typed so far: letters match by pinyin as well. */
  action({
    name: 'shop.suggest',
    role: 'public',
    input: z.strictObject({ query: text(1, 20) }),
    output: z.strictObject({
      /** The newest of what the caller bought that it fits. */
      bought: z.strictObject({ goods: goodsCard, boughtAtMs: moment }).nullable(),
      words: z.array(
        z.strictObject({
          word: z.string(),
          /** Goods that a search for the word finds; `isMore` when it was not counted further. */
          count: z.number().int(),
          isMore: z.boolean(),
          categoryName: z.string(),
        }),
      ),
      shops: z.array(z.strictObject({ shopId: id, name: z.string() })),
      categories: z.array(z.strictObject({ categoryId: id, name: z.string() })),
    }),
    refusals: [],
  }),
  /** Counts a search that found something, for the words that are searched for most. Only words of the goods count. */
  action({
    name: 'shop.countSearch',
    role: 'public',
    input: z.strictObject({ query: text(1, 20) }),
    output: nothing,
    refusals: [],
  }),
  action({
    name: 'shop.listBought',
    role: 'member',
    input: z.strictObject({ limit: pageLimit.default(30) }),
    output: z.strictObject({ bought: z.array(boughtAgain) }),
    refusals: [],
  }),
  action({
    name: 'admin.viewStorefront',
    role: 'staff.shop',
    input: nothing,
    output: z.strictObject({ ...arrangement, revision: z.number().int(), isArranged: z.boolean() }),
    refusals: [],
  }),
  /** Arranges home anew, whole. Refused when somebody else saved it since that `revision` was read. */
  action({
    name: 'admin.saveStorefront',
    role: 'staff.shop',
    input: z.strictObject({ ...arrangement, revision: z.number().int().min(0), ...repeatable }),
    output: z.strictObject({ revision: z.number().int() }),
    refusals: [
      'storefront/changedMeanwhile',
      'storefront/leadsNowhere',
      'storefront/findsNothing',
      'picture/unknown',
      'words/forbidden',
      'words/risky',
    ],
  }),
] as const;
