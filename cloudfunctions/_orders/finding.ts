import { fitOf, type QueryWord } from '@shared/search';
import { _ } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import { goodsOnSale } from '../_store/collections';

/** So many of the products that a query finds are put in order; a query that finds more says too little. */
const MOST_FOUND = 200;

/** What a query finds: all terms of one way of every word. */
export const foundBy = (words: readonly QueryWord[]): Condition =>
  both(words.map(({ ways }) => either(ways.map((way) => ({ terms: _.all([...way]) })))));

/** The same, in the database's own form, for a pipeline that is looked up. */
export const foundByRaw = (words: readonly QueryWord[]): object => ({
  isOnShelf: true,
  $and: words.map(({ ways }) => ({ $or: ways.map((way) => ({ terms: { $all: [...way] } })) })),
});

/** All that a word finds and more, by one term of each of its ways: as much as an index tells of it. */
export const foundByOneTerm = ({ ways }: QueryWord): object => ({ terms: { $in: ways.map(([term]) => term!) } });

const both = (all: Condition[]): Condition => (all.length === 1 ? all[0]! : (_.and(...all) as never));
const either = (any: Condition[]): Condition => (any.length === 1 ? any[0]! : (_.or(...any) as never));

/**
 * Ids of what a query finds under a condition, the best fit first, then the weightiest, what is sold out last: at most
 * MOST_FOUND.
 */
export async function rankedIds(words: readonly QueryWord[], condition: Condition): Promise<string[]> {
  const found = await goodsOnSale.find(condition, {
    orderBy: [
      ['shelfRank', 'asc'],
      ['weight', 'desc'],
      ['_id', 'asc'],
    ],
    limit: MOST_FOUND,
    fields: { title: true, weight: true, shelfRank: true },
  });
  const fits = new Map(found.map(({ _id, title }) => [_id, fitOf(words, title)]));
  // A stable sort: of equal fits the weightiest stays first.
  return [...found]
    .sort((a, b) => a.shelfRank - b.shelfRank || fits.get(b._id)! - fits.get(a._id)!)
    .map(({ _id }) => _id);
}
