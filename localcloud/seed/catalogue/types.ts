import type { GoodsKind, Industry, InputOf, PlanKind } from '@shared/contract';

/** A category of the shop, in the order of the list. */
export interface CategorySeed {
  readonly id: string;
  readonly name: string;
  /** Code point of the picture (see pictures.ts). */
  readonly picture: string;
  readonly ground: 1 | 2 | 3 | 4;
  readonly order: number;
}

/**
 * `choices` in the options' order, parted by " / "; the price in yuan; pieces in stock, 0 for sold out; what a piece weighs
 * as it is sent, where its shop's freight goes by weight.
 */
export type SkuSeed = readonly [choices: string, yuan: string, stock: number, grams?: number];

/** A field that goods ask for, as an administrator's form takes it. */
type AskSeed = NonNullable<InputOf<'admin.saveGoods'>['asks']>[number];

/** A product as it is written down: prices as text, what the platform owes for it as a part of the price. */
export interface GoodsSeed {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** Code points; the first is the picture of lists. */
  readonly pictures: readonly [string, ...string[]];
  readonly ground: 1 | 2 | 3 | 4;
  readonly category: string;
  /** How it reaches its buyer: what text and options say as well. */
  readonly kind: GoodsKind;
  readonly shop: string;
  readonly unit: string;
  /** Paragraphs of the description. */
  readonly detail: readonly [string, ...string[]];
  /** Attributes: origin, shelf life, form of delivery or voucher ... */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** What the buyer has to tell. */
  readonly asks?: readonly AskSeed[];
  readonly options: readonly (readonly [name: string, choices: readonly string[]])[];
  readonly skus: readonly [SkuSeed, ...SkuSeed[]];
  /** Whole percents of the price owed to the supplier or merchant: what the plans may use is the rest (rules §5). */
  readonly costPercent: number;
  readonly plans: readonly PlanKind[];
  /** False where spendable points are not taken. */
  readonly takesSpendable?: boolean;
  readonly limitPerMember?: number;
  /** The higher, the earlier in lists. */
  readonly weight?: number;
}

/** The goods of one industry. */
export interface IndustrySeed {
  readonly industry: Industry;
  readonly categories: readonly CategorySeed[];
  readonly goods: readonly GoodsSeed[];
}
