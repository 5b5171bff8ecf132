import type { Ask, FreightTable, GoodsKind, Industry, PlanKind } from '@shared/contract';
import type { RoomCalendar, StayTerms } from '@shared/stays';
import type { VoucherTerms } from '@shared/vouchers';
import type { Stored } from '../../_platform/collection';
import type { ReturnPlace } from './afterSales';

export interface ShopDocument extends Stored {
  readonly name: string;
  readonly ownerId: string | null;
  readonly takesStable: boolean;
  readonly takesSpendable: boolean;
  readonly freightFen: number;
  readonly freeFreightFromFen: number;
  /** Missing: that, wherever it goes. */
  readonly freight?: FreightTable;
  readonly deliveryWord: string;
  readonly afterSalesWord: string;
  /** Missing in older documents, as is the phone. */
  readonly notice?: string;
  readonly servicePhone?: string;
  /** When somebody is there to answer, in the shop's words, and within how many hours as a rule; missing as not told. */
  readonly serviceHours?: string;
  readonly answerWithinHours?: number | null;
  /** Where pieces are sent back to, as it was told last; missing until it was. */
  readonly returnTo?: ReturnPlace;
}

export interface CategoryDocument extends Stored {
  readonly name: string;
  readonly industry: Industry;
  readonly picture: string;
  readonly ground: number;
  readonly order: number;
  /** Missing in older documents: shown. */
  readonly isHidden?: boolean;
  /** The category above it; missing or null for one of the first level. */
  readonly parentId?: string | null;
}

/** A limited-time price: of some sizes, in a time, for so many pieces. Its pieces are counted in `offers`. */
export interface OfferTerms {
  readonly offerId: string;
  readonly fromMs: number;
  /** Ended earlier by an administrator, never later. */
  readonly untilMs: number;
  readonly prices: readonly { readonly skuId: string; readonly priceFen: number }[];
  readonly pieces: number;
  /** Pieces that one member may have at this price; 0 for no limit. */
  readonly perMember: number;
}

export interface Sku {
  readonly skuId: string;
  readonly choices: readonly string[];
  readonly priceFen: number;
  readonly costFen: number;
  /** What one piece weighs as it is sent; missing or 0 where nobody said. */
  readonly grams?: number;
  /** Of nights: prices and rooms by day; missing where they are not sold by a calendar. */
  readonly calendar?: RoomCalendar;
}

export interface GoodsDocument extends Stored {
  readonly title: string;
  readonly subtitle: string;
  /** What is shown: of uploads, only what was looked at where that is asked for; an empty one where nothing is left. */
  readonly pictures: readonly string[];
  /** All that is to be shown; missing where that is shown already. */
  readonly picturesWanted?: readonly string[];
  readonly ground: number;
  readonly industry: Industry;
  /** How it reaches its buyer. */
  readonly kind: GoodsKind;
  readonly categoryId: string;
  readonly shopId: string;
  readonly unitWord: string;
  /** '' for none; missing in older documents, as ''. */
  readonly brand?: string;
  readonly detail: readonly string[];
  /** What has to be told before it is bought; missing where nothing has. */
  readonly asks?: readonly Ask[];
  /** When and where its vouchers are used; missing or null: as is usual. */
  readonly voucher?: VoucherTerms | null;
  /** Of nights that are sold by a calendar; missing for others. */
  readonly stay?: StayTerms;
  readonly options: readonly { readonly name: string; readonly choices: readonly string[] }[];
  readonly skus: readonly Sku[];
  readonly plans: readonly PlanKind[];
  readonly takesSpendable: boolean;
  readonly limitPerMember: number;
  readonly isOnShelf: boolean;
  /** Taken off the shelf by its shop's owner, who may put it back; missing where the platform did. */
  readonly offBy?: 'shop';
  readonly weight: number;
  /** What lists show as its price, as of the last look: see `shelfFactsOf`. So are the three that follow. */
  readonly lowestFen: number;
  /** 0 while something of it can be bought, 1 when it is sold out: lists end with those. */
  readonly shelfRank: 0 | 1;
  /** Whether a limited-time price holds. */
  readonly isOffered: boolean;
  /** When a limited-time price of it begins or ends next; null when none does. */
  readonly looksAgainAtMs: number | null;
  /** When it was first put on the shelf. */
  readonly shelvedAtMs: number;
  /** The newest limited-time price, over or not; missing before the first. */
  readonly offer?: OfferTerms;
  /** Sold pieces as of the last look of a list: the truth is in `stock`. */
  readonly soldCount: number;
  /** The batch of settlements that was counted last; missing before the first. */
  readonly lastBatch?: string;
  /** Counts the savings of administrators; missing in older documents, as 0. */
  readonly revision?: number;
  /** Words that shoppers may look for it by, besides what it says. */
  readonly keywords: readonly string[];
  /** What a search finds it by: of title, words, category and subtitle, and of the title's initials. */
  readonly terms: readonly string[];
}

/** Pieces of one SKU. `holds` names the orders being placed: a repeated take is seen, a broken one is given back. */
export interface StockDocument extends Stored {
  readonly goodsId: string;
  readonly left: number;
  readonly sold: number;
  readonly holds: Readonly<Record<string, number>>;
  /** Whether the goods were last looked at when nothing was left. */
  readonly isOut: boolean;
  /** Somebody waits for it since it was sold out; another mark with everyone who comes. Missing where nobody does. */
  readonly awaited?: string;
}

/** Pieces at a limited-time price, counted as those of a SKU are. `_id` is the offer's. */
export type OfferDocument = StockDocument;
