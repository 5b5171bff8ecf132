import { queryWords } from '@shared/search';
import { foundByRaw } from '../_orders/finding';
import { goodsOnSale } from '../_store/collections';
import type { Listing } from '../_store/together';

/** Whether a word finds something, as one list of many: one row, or none. */
export const findsSomething = (word: string): Listing | null => {
  const words = queryWords(word);
  if (words.length === 0) return null;
  return {
    from: goodsOnSale.name,
    pipeline: [{ $match: foundByRaw(words) }, { $limit: 1 }, { $project: { _id: true } }],
  };
};

/** How many goods a word finds, as one list of many: counted up to `most`. */
export const countOfFound = (word: string, most: number): Listing | null => {
  const words = queryWords(word);
  if (words.length === 0) return null;
  return {
    from: goodsOnSale.name,
    pipeline: [
      { $match: foundByRaw(words) },
      { $limit: most },
      { $group: { _id: null, count: { $sum: 1 } } },
      { $limit: 1 },
    ],
  };
};

/** Lists of several words, named by prefix and place. */
export const byWord = (
  prefix: string,
  words: readonly string[],
  list: (word: string) => Listing | null,
): Record<string, Listing | null> => Object.fromEntries(words.map((word, at) => [`${prefix}${at}`, list(word)]));
