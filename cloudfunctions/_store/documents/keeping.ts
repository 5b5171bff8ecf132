import type { Stored } from '../../_platform/collection';

/** A product that a member marked. `_id` is the member's and the product's. */
export interface FavouriteDocument extends Stored {
  readonly memberId: string;
  readonly goodsId: string;
  readonly savedAtMs: number;
  /** The price that lists showed then. */
  readonly savedFen: number;
}

/** What a member looked at; `_id` is the member's. Newest first, each product once but where two looks came at once. */
export interface LooksDocument extends Stored {
  readonly looks: readonly { readonly goodsId: string; readonly atMs: number }[];
}

/**
 * A size that a member waits for. `_id` is the member's and the size's. `back`: it can be had again and nobody was told
 * yet; who tells it marks it `told`.
 */
export interface RestockDocument extends Stored {
  readonly memberId: string;
  readonly goodsId: string;
  readonly skuId: string;
  readonly state: 'waiting' | 'back' | 'told';
  readonly askedAtMs: number;
  readonly backAtMs: number | null;
  /** From then on it is of no use to anybody. */
  readonly expiresAtMs: number;
}
