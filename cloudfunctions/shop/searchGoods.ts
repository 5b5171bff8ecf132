import { type ParsedOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { QueryWord } from '@shared/search';
import { rankedIds } from '../_orders/finding';
import type { Condition } from '../_platform/collection';
import { readCursor, writeCursor } from '../_platform/cursors';
import { goodsOnSale } from '../_store/collections';
import { tagOf } from '../_store/lists';

/** Where a list goes on behind its last product: the place after it, or its own if it has gone. */
function behind(ids: readonly string[], [at, lastId]: readonly [number, string]): number {
  const stands = ids.indexOf(lastId);
  return stands < 0 ? at : stands + 1;
}

/**
 * One page of what a query finds, best fit first. Goes on behind the last product shown, or where it stood if it has
 * gone meanwhile. Refused: a cursor that this search did not give.
 */
export async function searchPage(
  input: ParsedOf<'shop.listGoods'>,
  words: readonly QueryWord[],
  condition: Condition,
  fields: Record<string, unknown>,
) {
  const tag = tagOf('shop.listGoods search', input);
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor, tag, ['number', 'string']);
  if (input.cursor !== undefined && !after) return refuse('cursor/invalid');
  const ids = await rankedIds(words, condition);
  const from = after ? behind(ids, after) : 0;
  const shown = ids.slice(from, from + input.limit);
  const read = new Map((await goodsOnSale.getMany(shown, fields)).map((one) => [one._id, one]));
  const found = shown.flatMap((id) => read.get(id) ?? []);
  const end = from + shown.length;
  return done({ found, next: end < ids.length ? writeCursor(tag, [end - 1, shown[shown.length - 1]!]) : null });
}
