import { type ParsedOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { QueryWord } from '@shared/search';
import { foundByOneTerm } from '../_orders/finding';
import { _ } from '../_platform/cloud';
import { behind, type Condition, type Keys } from '../_platform/collection';
import { readCursor, writeCursor } from '../_platform/cursors';
import { goodsOnSale } from '../_store/collections';
import { tagOf } from '../_store/lists';
import { together } from '../_store/together';
import { byWord } from './found';
import { all } from './narrowing';

/** A word that so many goods have is looked through as a whole; one that more have, along the order that is asked for. */
const MOST_OF_WORD = 700;
/** So many goods are looked at along the order by one call: the page may end short, and goes on behind them. */
const WINDOW = 500;
/** Of so many words it is asked how common they are: of the longest, which are the rarest. */
const WORDS_ASKED = 2;
/** How a cursor was come to: along the order, which is gone on along without asking again. */
const ALONG = 1;

interface Sorted {
  readonly words: readonly QueryWord[];
  /** All that is asked for. */
  readonly condition: Condition;
  /** The part of it that the index of the order begins with. */
  readonly shelf: Condition;
  /** The figure that is sorted by, and from where to where it is asked for. */
  readonly by: readonly [field: string, order: 'asc' | 'desc'];
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly fields: Record<string, unknown>;
}

type Row = Readonly<Record<string, string | number>> & { readonly _id: string };

/** What has a term of a word, for the word that fewest goods have; null where every word is common. One request. */
async function rareWord(words: readonly QueryWord[]): Promise<Condition | null> {
  const longest = [...words].sort((a, b) => b.word.length - a.word.length).slice(0, WORDS_ASKED);
  const ways = longest.map((word) => ({ isOnShelf: true, ...foundByOneTerm(word) }));
  const names = ways.map((_way, at) => String(at));
  const counted = await together(
    byWord('word', names, (at) => ({
      from: goodsOnSale.name,
      pipeline: [
        { $match: ways[Number(at)]! },
        { $limit: MOST_OF_WORD + 1 },
        { $group: { _id: null, count: { $sum: 1 } } },
        { $limit: 1 },
      ],
    })),
  );
  const counts = names.map((at) => ((counted[`word${at}`] ?? []) as readonly { count: number }[])[0]?.count ?? 0);
  const least = Math.min(...counts);
  return least > MOST_OF_WORD ? null : (ways[counts.indexOf(least)]! as Condition);
}

type Ranked = readonly [rank: number, figure: number, id: string];

const keysOf = ({ by }: Sorted): Keys => [['shelfRank', 'asc'], by, ['_id', 'asc']];
const orderOf = (keys: Keys) => Object.fromEntries(keys.map(([field, order]) => [field, order === 'asc' ? 1 : -1]));
const namesOf = (keys: Keys) => Object.fromEntries(keys.map(([field]) => [field, true]));
const placeOf = (row: Row, { by }: Sorted): Ranked => [Number(row.shelfRank), Number(row[by[0]]), row._id];

/**
 * One page of what a query finds, in the order of a figure. What is looked at is bounded whatever the word and the
 * order: a word of few goods is looked through as a whole, of a common one so many goods along the order. Both are the
 * same order, so that a list goes on behind its last place whichever way it was come to.
 */
export async function sortedSearchPage(input: ParsedOf<'shop.listGoods'>, sorted: Sorted) {
  const tag = tagOf('shop.listGoods sorted', input);
  const types = ['number', 'number', 'string', 'number'] as const;
  const read = input.cursor === undefined ? undefined : readCursor(input.cursor, tag, types);
  if (input.cursor !== undefined && !read) return refuse('cursor/invalid');
  const after: Ranked | undefined = read && [read[0], read[1], read[2]];
  const rare = read?.[3] === ALONG ? null : await rareWord(sorted.words);
  const { rows, end } = rare
    ? await ofWord(rare, sorted, after, input.limit)
    : await along(sorted, after, input.limit, input.inStock === true);
  const ids = rows.map(({ _id }) => _id);
  const whole = new Map((await goodsOnSale.getMany(ids, sorted.fields)).map((one) => [one._id, one]));
  const found = ids.flatMap((id) => whole.get(id) ?? []);
  return done({ found, next: end && writeCursor(tag, [...end, rare ? 0 : ALONG]) });
}

/** The first rows of what one word has, and where the list goes on. */
async function ofWord(word: Condition, sorted: Sorted, after: Ranked | undefined, limit: number) {
  const keys = keysOf(sorted);
  const rest = after ? all([sorted.condition, behind(keys, after)]) : sorted.condition;
  const found = (await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match(word)
      .limit(MOST_OF_WORD)
      .match(rest)
      .sort(orderOf(keys))
      .limit(limit + 1)
      .project(namesOf(keys)),
  )) as Row[];
  const rows = found.slice(0, limit);
  return { rows, end: found.length > limit ? placeOf(rows.at(-1)!, sorted) : null };
}

/** Before the first place of a rank. */
const beginOf = (rank: number, order: 'asc' | 'desc'): Ranked => [
  rank,
  order === 'asc' ? -1 : Number.MAX_SAFE_INTEGER,
  '',
];

/**
 * What a window along the order has of what is asked for, and where the list goes on: behind the window if it is full,
 * else with what is sold out. The figure is bounded by the place as well, from where the index is looked into.
 */
async function along(sorted: Sorted, after: Ranked | undefined, limit: number, isInStock: boolean) {
  const { condition, shelf, by } = sorted;
  const [field, order] = by;
  const [rank, figure, id] = after ?? beginOf(0, order);
  const least = Math.max(sorted.from ?? 0, order === 'asc' ? figure : 0);
  const most = Math.min(sorted.to ?? Number.MAX_SAFE_INTEGER, order === 'desc' ? figure : Number.MAX_SAFE_INTEGER);
  const keys: Keys = [by, ['_id', 'asc']];
  const window = all([
    { ...shelf, shelfRank: rank, [field]: _.gte(least).and(_.lte(most)) },
    ...(after ? [behind(keys, [figure, id])] : []),
  ]);
  const names = namesOf(keysOf(sorted));
  const found = (await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match(window)
      .sort(orderOf(keys))
      .limit(WINDOW)
      .match(condition)
      .limit(limit + 1)
      .project(names),
  )) as Row[];
  const rows = found.slice(0, limit);
  if (found.length > limit) return { rows, end: placeOf(rows.at(-1)!, sorted) };
  const one = { orderBy: keys, skip: WINDOW - 1, limit: 1, fields: names };
  const [last] = (await goodsOnSale.find(window, one)) as unknown as Row[];
  if (last) return { rows, end: placeOf(last, sorted) };
  return { rows, end: rank === 0 && !isInStock ? beginOf(1, order) : null };
}
