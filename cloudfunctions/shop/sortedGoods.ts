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
const longestOf = (words: readonly QueryWord[]): QueryWord[] =>
  [...words].sort((a, b) => b.word.length - a.word.length).slice(0, WORDS_ASKED);
/** How a cursor was come to: along the order, which is gone on along without asking again. */
const ALONG = 1;

/** What is found in an order. */
export interface Sorted {
  readonly words: readonly QueryWord[];
  /** All that is asked for. */
  readonly condition: Condition;
  /** The part of it that the index which is gone along begins with. */
  readonly shelf: Condition;
  /** The figure that is sorted by, and from where to where it is asked for. */
  readonly by: readonly [field: string, order: 'asc' | 'desc'];
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** What is read of what is found, besides its place. */
  readonly read?: Record<string, true>;
}

type Row = Readonly<Record<string, string | number>> & { readonly _id: string };

/** Some of what is found, in order, and where it goes on behind it: asked for where it is all used up. */
export interface Found {
  readonly rows: readonly Row[];
  end(): Promise<Ranked | null>;
}

/**
 * What has a term of a word, for the word that fewest goods have, or the category or shop that is looked in, if they are
 * fewer; null where all are many. One request.
 */
export async function fewGoods(words: readonly QueryWord[], shelf: Condition): Promise<Condition | null> {
  const ways = [
    ...longestOf(words).map((word) => ({ isOnShelf: true, ...foundByOneTerm(word) })),
    ...(Object.keys(shelf).length > 1 ? [shelf] : []),
  ];
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

/** A place in an order. */
export type Ranked = readonly [rank: number, figure: number, id: string];

export const keysOf = ({ by }: Sorted): Keys => [['shelfRank', 'asc'], by, ['_id', 'asc']];
const orderOf = (keys: Keys) => Object.fromEntries(keys.map(([field, order]) => [field, order === 'asc' ? 1 : -1]));
const namesOf = (keys: Keys) => Object.fromEntries(keys.map(([field]) => [field, true]));
export const placeOf = (row: Row, { by }: Sorted): Ranked => [Number(row.shelfRank), Number(row[by[0]]), row._id];

/**
 * One page of what a query finds, in the order of a figure. What is looked at is bounded whatever the word and the
 * order: a word of few goods is looked through as a whole, of a common one so many goods along the order. Both are the
 * same order, so that a list goes on behind its last place whichever way it was come to.
 */
export async function sortedSearchPage(
  input: ParsedOf<'shop.listGoods'>,
  sorted: Sorted,
  fields: Record<string, unknown>,
) {
  const tag = tagOf('shop.listGoods sorted', input);
  const types = ['number', 'number', 'string', 'number'] as const;
  const cursor = input.cursor === undefined ? undefined : readCursor(input.cursor, tag, types);
  if (input.cursor !== undefined && !cursor) return refuse('cursor/invalid');
  const after: Ranked | undefined = cursor && [cursor[0], cursor[1], cursor[2]];
  const few = cursor?.[3] === ALONG ? null : await fewGoods(sorted.words, sorted.shelf);
  const { rows, end: goesOn } = few
    ? await ofFew(few, sorted, after, input.limit)
    : await along(sorted, after, input.limit, input.inStock === true);
  const ids = rows.map(({ _id }) => _id);
  const [read, end] = await Promise.all([goodsOnSale.getMany(ids, fields), goesOn()]);
  const whole = new Map(read.map((one) => [one._id, one]));
  const found = ids.flatMap((id) => whole.get(id) ?? []);
  return done({ found, next: end && writeCursor(tag, [...end, few ? 0 : ALONG]) });
}

/** The first rows of what is found among few goods, and where the list goes on. */
export async function ofFew(few: Condition, sorted: Sorted, after: Ranked | undefined, limit: number): Promise<Found> {
  const keys = keysOf(sorted);
  const rest = after ? all([sorted.condition, behind(keys, after)]) : sorted.condition;
  const found = (await goodsOnSale.aggregate((pipeline) =>
    pipeline
      .match(few)
      .limit(MOST_OF_WORD)
      .match(rest)
      .sort(orderOf(keys))
      .limit(limit + 1)
      .project({ ...namesOf(keys), ...sorted.read }),
  )) as Row[];
  const rows = found.slice(0, limit);
  return { rows, end: async () => (found.length > limit ? placeOf(rows.at(-1)!, sorted) : null) };
}

/** Before the first place of a rank. */
const beginOf = (rank: number, order: 'asc' | 'desc'): Ranked => [
  rank,
  order === 'asc' ? -1 : Number.MAX_SAFE_INTEGER,
  '',
];

/**
 * What a window along the order has of what is asked for, and where the list goes on: behind the window if it is full,
 * else with what is sold out. Where the figure is bounded anyway it is by the place as well, from where the index is
 * looked into; else the ways behind the place are gone along side by side, so that equal figures cost nothing.
 */
export async function along(
  sorted: Sorted,
  after: Ranked | undefined,
  limit: number,
  isInStock: boolean,
): Promise<Found> {
  const { condition, shelf, by } = sorted;
  const [field, order] = by;
  const [rank, figure, id] = after ?? beginOf(0, order);
  const least = Math.max(sorted.from ?? 0, order === 'asc' ? figure : 0);
  const most = Math.min(sorted.to ?? Number.MAX_SAFE_INTEGER, order === 'desc' ? figure : Number.MAX_SAFE_INTEGER);
  const keys: Keys = [by, ['_id', 'asc']];
  const isBounded = sorted.from !== undefined || sorted.to !== undefined;
  const window = all([
    { ...shelf, shelfRank: rank, ...(isBounded ? { [field]: _.gte(least).and(_.lte(most)) } : {}) },
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
      .project({ ...names, ...sorted.read }),
  )) as Row[];
  const rows = found.slice(0, limit);
  const end = async (): Promise<Ranked | null> => {
    if (found.length > limit) return placeOf(rows.at(-1)!, sorted);
    const one = { orderBy: keys, skip: WINDOW - 1, limit: 1, fields: names };
    const [last] = (await goodsOnSale.find(window, one)) as unknown as Row[];
    if (last) return placeOf(last, sorted);
    return rank === 0 && !isInStock ? beginOf(1, order) : null;
  };
  return { rows, end };
}
