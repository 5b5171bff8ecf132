import type { Arrangement } from '@shared/contract';
import type { Stored } from '../../_platform/collection';

/** `_id` is `storefront`: how the operator arranged home. There is none before the first time. */
export interface StorefrontDocument extends Stored, Arrangement {
  readonly revision: number;
}

/**
 * A word that the goods of the shop are found by, or a name of a shop or category, as it is proposed while somebody
 * types. `_id` is its kind and itself.
 */
export interface SearchWordDocument extends Stored {
  readonly kind: 'word' | 'shop' | 'category';
  readonly word: string;
  /** What is typed while it is meant: its beginnings, those of its pinyin, and of the initials of that. */
  readonly begins: readonly string[];
  /** The shop or the category; for a word a category of goods that have it. */
  readonly leadsTo: string;
  readonly categoryName: string;
}

/** How often a word was searched for on a day. `_id` is the day and the word. */
export interface SearchCountDocument extends Stored {
  readonly day: string;
  readonly word: string;
  readonly count: number;
  readonly expiresAtMs: number;
}
