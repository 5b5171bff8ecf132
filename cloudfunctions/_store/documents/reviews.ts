import type { Stored } from '../../_platform/collection';

interface Said {
  readonly words: string;
  readonly atMs: number;
}

/** What a buyer says of a line of an order. `_id` follows from order and size: one for each line. */
export interface ReviewDocument extends Stored {
  readonly memberId: string;
  readonly orderId: string;
  readonly orderNo: string;
  readonly skuId: string;
  readonly goodsId: string;
  readonly shopId: string;
  readonly shopName: string;
  readonly title: string;
  readonly label: string;
  /** Of the goods, as the order kept it. */
  readonly picture: string;
  readonly ground: number;
  readonly stars: number;
  readonly tone: 'good' | 'middle' | 'bad';
  readonly words: string;
  /** All that the writer named, and of them those that may be shown. */
  readonly picturesWanted: readonly string[];
  readonly pictures: readonly string[];
  readonly hasPictures: boolean;
  /** '' where the writer is not to be named. */
  readonly nameMasked: string;
  readonly atMs: number;
  readonly added: Said | null;
  readonly hasAddition: boolean;
  readonly answer: (Said & { readonly name: string }) | null;
  readonly isAnswered: boolean;
  readonly hidden: { readonly reason: string; readonly atMs: number } | null;
  readonly isShown: boolean;
}

/**
 * How many reviews of a product are shown, by their stars; `_id` is the product's. Written in the transactions that
 * write the reviews: it always agrees with them.
 */
export interface ReviewCountsDocument extends Stored {
  readonly stars1: number;
  readonly stars2: number;
  readonly stars3: number;
  readonly stars4: number;
  readonly stars5: number;
  readonly withPictures: number;
  readonly withAddition: number;
}
