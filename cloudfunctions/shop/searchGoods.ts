import { type ParsedOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { fitOf, type QueryWord } from '@shared/search';
import { readCursor, writeCursor } from '../_platform/cursors';
import { goodsOnSale } from '../_store/collections';
import { tagOf } from '../_store/lists';
import { along, type Found, fewGoods, keysOf, ofFew, placeOf, type Ranked, type Sorted } from './sortedGoods';

/** So many of the weightiest products that a query finds are put in order by fit; behind them, as many of the others. */
const BLOCK = 200;
/** How a cursor's block was come to. */
const ALONG = 1;
/** The rank of the place before all goods. */
const BEGIN = -1;

type Asked = ParsedOf<'shop.listGoods'>;

/** Whether one term, and perhaps goods in stock, is all that is asked for: its index has them, in order, without others. */
const isOneTerm = (
  { category, shopId, industry, kind, brand, plan, takesPoints, offered, priceFromFen, priceToFen }: Asked,
  [{ ways }, ...others]: readonly [QueryWord, ...QueryWord[]],
): boolean =>
  others.length === 0 &&
  ways.length === 1 &&
  ways[0]!.length === 1 &&
  [category, shopId, industry, kind, brand, plan, priceFromFen, priceToFen].every((one) => one === undefined) &&
  !takesPoints &&
  !offered;

/** A term by which the longest of some words is found: its index is gone along. None of a word of several ways. */
function termOf(words: readonly QueryWord[]): string | undefined {
  const [{ ways }] = [...words].sort((a, b) => b.word.length - a.word.length) as [QueryWord];
  return ways.length === 1 ? ways[0]![0] : undefined;
}

/** The weightiest that the one word of a query finds: as many are looked at as are found. */
async function firstOfAll(sorted: Sorted): Promise<Found> {
  const rows = (await goodsOnSale.find(sorted.condition, {
    orderBy: keysOf(sorted),
    limit: BLOCK + 1,
    fields: { title: true, weight: true, shelfRank: true },
  })) as unknown as Found['rows'];
  const block = rows.slice(0, BLOCK);
  return { rows: block, end: async () => (rows.length > BLOCK ? placeOf(block.at(-1)!, sorted) : null) };
}

/** Ids of a block, what is sold out last, the best fit first. A stable sort: of equal fits the weightiest stays first. */
function byFit({ rows }: Found, words: readonly QueryWord[]): string[] {
  const fits = new Map(rows.map(({ _id, title }) => [_id, fitOf(words, String(title))]));
  return [...rows]
    .sort((a, b) => Number(a.shelfRank) - Number(b.shelfRank) || fits.get(b._id)! - fits.get(a._id)!)
    .map(({ _id }) => _id);
}

/** Where a block goes on behind its last product shown: the place after it, or its own if it has gone. */
function behind(ids: readonly string[], at: number, lastId: string): number {
  const stands = ids.indexOf(lastId);
  return stands < 0 ? at : stands + 1;
}

interface SearchedFor extends Pick<Sorted, 'condition' | 'shelf'> {
  readonly words: readonly [QueryWord, ...QueryWord[]];
}

/**
 * One page of what a query finds, best fit first: of the weightiest, then of those behind them, so that what is looked at
 * is bounded whatever the words and what narrows them. Goes on behind the last product shown, or where it stood if it
 * has gone meanwhile; may end short where a block does. Refused: a cursor that this search did not give.
 */
export async function searchPage(
  input: Asked,
  { words, condition, shelf }: SearchedFor,
  fields: Record<string, unknown>,
) {
  const tag = tagOf('shop.listGoods search', input);
  const types = ['number', 'number', 'string', 'number', 'number', 'string'] as const;
  const cursor = input.cursor === undefined ? undefined : readCursor(input.cursor, tag, types);
  if (input.cursor !== undefined && !cursor) return refuse('cursor/invalid');
  const [rank, weight, id, how, at, lastId] = cursor ?? [BEGIN, 0, '', 0, 0, ''];
  const after: Ranked | undefined = rank === BEGIN ? undefined : [rank, weight, id];
  const term = termOf(words);
  const sorted: Sorted = {
    words,
    condition,
    shelf: term === undefined ? shelf : { isOnShelf: true, terms: term },
    by: ['weight', 'desc'],
    from: undefined,
    to: undefined,
    read: { title: true },
  };
  const isBare = isOneTerm(input, words);
  const few = isBare || how === ALONG ? null : await fewGoods(words, shelf);
  const block = few
    ? await ofFew(few, sorted, after, BLOCK)
    : isBare && !after
      ? await firstOfAll(sorted)
      : await along(sorted, after, BLOCK, input.inStock === true);
  const ids = byFit(block, words);
  const from = cursor ? behind(ids, at, lastId) : 0;
  const shown = ids.slice(from, from + input.limit);
  const until = from + shown.length;
  const isMore = until < ids.length;
  const [read, end] = await Promise.all([goodsOnSale.getMany(shown, fields), isMore ? null : block.end()]);
  const whole = new Map(read.map((one) => [one._id, one]));
  const found = shown.flatMap((one) => whole.get(one) ?? []);
  const next: Ranked | null = isMore ? (after ?? [BEGIN, 0, '']) : end;
  if (!next) return done({ found, next: null });
  const place = isMore ? [until - 1, shown.at(-1)!] : [0, ''];
  return done({ found, next: writeCursor(tag, [...next, few || isBare ? 0 : ALONG, ...place]) });
}
