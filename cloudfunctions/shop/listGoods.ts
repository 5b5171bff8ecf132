import type { ParsedOf } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { queryWords } from '@shared/search';
import type { Handler } from '../_actions/outcomes';
import { cardOfGoods, staleOf, stockedOf } from '../_orders/cards';
import { lookAgain } from '../_orders/shelf';
import { shopRulesOn } from '../_plans/plans';
import type { Condition } from '../_platform/collection';
import { logFault } from '../_platform/log';
import { goodsOnSale } from '../_store/collections';
import { listPage, shownOf } from '../_store/lists';
import { conditionOf, orderedShelf } from './narrowing';
import { searchPage } from './searchGoods';
import { sortedSearchPage } from './sortedGoods';

const SORTS = {
  default: ['weight', 'desc'],
  priceUp: ['lowestFen', 'asc'],
  priceDown: ['lowestFen', 'desc'],
  sold: ['soldCount', 'desc'],
  newest: ['shelvedAtMs', 'desc'],
} as const;

/** What a card does not show is not read: a page may be long. */
export const CARD_FIELDS = { detail: false, terms: false } as const;

/**
 * A page of goods in the order of a figure, what is sold out last; it goes on behind the last one's place, whatever was
 * added meanwhile.
 */
const sortedPage = (input: ParsedOf<'shop.listGoods'>, condition: Condition) =>
  listPage(goodsOnSale, input, {
    name: 'shop.listGoods',
    condition,
    keys: [['shelfRank', 'asc'], SORTS[input.sort], ['_id', 'asc']],
    types: ['number', 'number', 'string'],
    fields: CARD_FIELDS,
  });

/** Looks again at goods that a list has in a place which is not theirs any more. The list itself is answered anyway. */
async function putRight(goodsIds: readonly string[], nowMs: number): Promise<void> {
  if (goodsIds.length === 0) return;
  try {
    await lookAgain(goodsIds, nowMs);
  } catch (error) {
    logFault('goods were not looked at again', error);
  }
}

/** Goods on the shelf, page by page: what a query finds by how well it fits, unless another order is wished. */
export const listGoods: Handler<'shop.listGoods'> = async (input, { nowMs }) => {
  const words = queryWords(input.query ?? '');
  if (input.query && words.length === 0) return done({ goods: [], also: [], next: null });
  const condition = await conditionOf(input, words);
  const page = async () => {
    const [first, ...rest] = words;
    if (!first) return sortedPage(input, condition);
    const shelf = await orderedShelf(input);
    if (input.sort === 'default') return searchPage(input, { words: [first, ...rest], condition, shelf }, CARD_FIELDS);
    const by = SORTS[input.sort];
    const { priceFromFen: from, priceToFen: to } = by[0] === 'lowestFen' ? input : ({} as typeof input);
    return sortedSearchPage(input, { words, condition, shelf, by, from, to }, CARD_FIELDS);
  };
  const shown = async () => {
    const list = await page();
    return list.ok ? done({ ...list.value, stocked: await stockedOf(list.value.found) }) : list;
  };
  const [list, rules] = await Promise.all([shown(), shopRulesOn(businessDayOf(nowMs))]);
  if (!list.ok) return list;
  const shelf = { ...rules, ...list.value.stocked };
  await putRight(staleOf(list.value.found, list.value.stocked), nowMs);
  return done({
    goods: shownOf(list.value.found, (one) => cardOfGoods(one, shelf)),
    also: words.flatMap(({ also }) => also),
    next: list.value.next,
  });
};
