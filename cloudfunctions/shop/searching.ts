import { addDays, businessDayOf, done } from '@shared/kernel';
import { asWord } from '@shared/search';
import { joining } from '../_actions/joins';
import type { Handler } from '../_actions/outcomes';
import { cardOfGoods, stockedOf } from '../_orders/cards';
import { shopRulesOn } from '../_plans/plans';
import { _ } from '../_platform/cloud';
import { goodsOnSale, searchCounts, searchWords, storefronts } from '../_store/collections';
import type { GoodsDocument } from '../_store/documents';
import { shownOf } from '../_store/lists';
import { STOREFRONT_ID } from '../_store/storefront';
import { together } from '../_store/together';
import { boughtJoin } from './bought';
import { byWord, countOfFound, findsSomething } from './found';
import { CARD_FIELDS } from './listGoods';

const HOT_SHOWN = 8;
const NEWEST_SHOWN = 8;
const NAMES_SHOWN = 3;
const WORDS_SHOWN = 8;
/** Words, shops and categories that begin so and are looked at. */
const BEGINS_READ = 40;
/** Words are told apart by how much they find up to here: beyond, a word finds more than anybody looks through. */
const MOST_COUNTED = 100;
/** Of the words that begin so, the shortest are counted. */
const WORDS_COUNTED = 16;
const BOUGHT_READ = 20;
/** Counts are looked at on the day after. */
const KEPT_MS = 3 * 86_400_000;

/** Those of some words that find something. */
async function thatFind(words: readonly string[]): Promise<string[]> {
  const found = await together(byWord('word', words, findsSomething));
  return words.filter((_word, at) => (found[`word${at}`] ?? []).length > 0);
}

export const searchStart: Handler<'shop.searchStart'> = async (_input, { nowMs }) => {
  const today = businessDayOf(nowMs);
  const basisDay = addDays(today, -1);
  const newest = async () => {
    const found = await goodsOnSale.find(
      { isOnShelf: true, shelfRank: 0 },
      {
        orderBy: [
          ['shelvedAtMs', 'desc'],
          ['_id', 'asc'],
        ],
        limit: NEWEST_SHOWN,
        fields: CARD_FIELDS,
      },
    );
    return { found, stocked: await stockedOf(found) };
  };
  const words = async () => {
    const [storefront, counted] = await Promise.all([
      storefronts.get(STOREFRONT_ID),
      searchCounts.find(
        { day: basisDay },
        {
          orderBy: [
            ['count', 'desc'],
            ['_id', 'asc'],
          ],
          limit: 2 * HOT_SHOWN,
        },
      ),
    ]);
    const { hints = [], pinnedWords = [] } = storefront ?? {};
    const searched = counted.map(({ word }) => word).filter((word) => !pinnedWords.includes(word));
    const useful = new Set(await thatFind([...new Set([...hints, ...pinnedWords, ...searched])]));
    const hot = [
      ...pinnedWords.map((word) => ({ word, isPinned: true })),
      ...searched.map((word) => ({ word, isPinned: false })),
    ];
    return {
      hints: hints.filter((word) => useful.has(word)),
      hot: hot.filter(({ word }) => useful.has(word)).slice(0, HOT_SHOWN),
    };
  };
  const [{ found, stocked }, { hints, hot }, rules] = await Promise.all([newest(), words(), shopRulesOn(today)]);
  const shelf = { ...rules, ...stocked };
  return done({ hints, hot, basisDay, newest: shownOf(found, (one) => cardOfGoods(one, shelf)) });
};

const boughtBefore = boughtJoin(BOUGHT_READ);
const joins = [boughtBefore] as const;

/** What may be meant, by the words that goods are kept with, and by the names of shops and categories. */
export const suggest = joining<'shop.suggest', typeof joins>(
  () => joins,
  async ({ query }, { member, nowMs }, joined) => {
    const typed = asWord(query);
    const bought = member ? joined[0].slice(0, BOUGHT_READ) : [];
    const begun = await searchWords.find({ begins: typed }, { orderBy: [['_id', 'asc']], limit: BEGINS_READ });
    const words = begun
      .filter(({ kind }) => kind === 'word')
      .sort((a, b) => a.word.length - b.word.length)
      .slice(0, WORDS_COUNTED);
    // What was typed is proposed as it is where no word begins so.
    const asked = words.length > 0 ? words : [{ word: typed, categoryName: '' }];
    const boughtIds = bought.map(({ goodsId }) => goodsId);
    const found = await together<string>({
      ...byWord(
        'word',
        asked.map(({ word }) => word),
        (word) => countOfFound(word, MOST_COUNTED),
      ),
      bought:
        boughtIds.length === 0
          ? null
          : {
              from: goodsOnSale.name,
              pipeline: [
                { $match: { _id: { $in: boughtIds }, isOnShelf: true } },
                { $limit: boughtIds.length },
                { $project: { detail: 0, terms: 0 } },
              ],
            },
    });
    const counted = asked.map(({ word, categoryName }, at) => {
      const [row] = (found[`word${at}`] ?? []) as readonly { readonly count: number }[];
      const count = row?.count ?? 0;
      return { word, count, isMore: count === MOST_COUNTED, categoryName };
    });
    const fits = ({ title }: GoodsDocument) =>
      title.toLowerCase().includes(typed) || words.some(({ word }) => title.toLowerCase().includes(word));
    const goods = ((found.bought ?? []) as readonly GoodsDocument[]).filter(fits);
    const newest = bought.find(({ goodsId }) => goods.some(({ _id }) => _id === goodsId));
    const named = (kind: 'shop' | 'category') => begun.filter((one) => one.kind === kind).slice(0, NAMES_SHOWN);
    return done({
      bought: newest ? await boughtShown(goods.find(({ _id }) => _id === newest.goodsId)!, newest.atMs, nowMs) : null,
      words: counted
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count || a.word.length - b.word.length)
        .slice(0, WORDS_SHOWN),
      shops: named('shop').map(({ leadsTo, word }) => ({ shopId: leadsTo, name: word })),
      categories: named('category').map(({ leadsTo, word }) => ({ categoryId: leadsTo, name: word })),
    });
  },
);

async function boughtShown(goods: GoodsDocument, boughtAtMs: number, nowMs: number) {
  const [stocked, rules] = await Promise.all([stockedOf([goods]), shopRulesOn(businessDayOf(nowMs))]);
  return { goods: cardOfGoods(goods, { ...rules, ...stocked }), boughtAtMs };
}

/** Counts a search by day and word. Only words of the goods are counted, so that nobody writes any into a shop's page. */
export const countSearch: Handler<'shop.countSearch'> = async ({ query }, { nowMs }) => {
  const word = asWord(query);
  const day = businessDayOf(nowMs);
  const _id = `${day}:${word}`;
  const once = { count: _.inc(1) };
  if ((await searchCounts.changeWhere({ _id }, once)) > 0) return done({});
  if (!(await searchWords.get(`word:${word}`))) return done({});
  const isNew = await searchCounts.add({ _id, day, word, count: 1, expiresAtMs: nowMs + KEPT_MS });
  if (!isNew) await searchCounts.changeWhere({ _id }, once);
  return done({});
};
