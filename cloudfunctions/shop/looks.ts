import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { documentOf, joining } from '../_actions/joins';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { _ } from '../_platform/cloud';
import { readCursor, writeCursor } from '../_platform/cursors';
import { looksKept } from '../_store/collections';
import type { LooksDocument } from '../_store/documents';
import { tagOf } from '../_store/lists';
import { goodsNow } from './kept';

const MOST_LOOKS = 200;

/** Puts a look first, and the older one of the same product away. */
export const noteLook: Handler<'shop.noteLook'> = async ({ goodsId }, { member, nowMs }) => {
  const { _id } = member;
  const look = { goodsId, atMs: nowMs };
  await looksKept.changeWhere({ _id }, { looks: _.pull({ goodsId }) });
  const put = () => looksKept.changeWhere({ _id }, { looks: _.push({ each: [look], position: 0, slice: MOST_LOOKS }) });
  if ((await put()) === 0 && !(await looksKept.add({ _id, looks: [look] }))) await put();
  return done({});
};

type Looks = LooksDocument['looks'];

/** Newest first, each product once: two looks that came at once may both have been put. */
function inOrder(document: LooksDocument | null): Looks {
  const seen = new Set<string>();
  return [...(document?.looks ?? [])]
    .sort((one, other) => other.atMs - one.atMs || (one.goodsId < other.goodsId ? -1 : 1))
    .filter(({ goodsId }) => !seen.has(goodsId) && seen.add(goodsId));
}

const joins = [documentOf<LooksDocument>(looksKept.name)] as const;

/** A page of what a member looked at: the whole list came with the member, and is cut here. */
export const listLooks = joining<'shop.listLooks', typeof joins>(
  () => joins,
  async (input, { nowMs }, [document]) => {
    const tag = tagOf('shop.listLooks', input);
    const after = input.cursor === undefined ? undefined : readCursor(input.cursor, tag, ['number', 'string']);
    if (input.cursor !== undefined && !after) return refuse('cursor/invalid');
    const isBehind = ({ atMs, goodsId }: Looks[number]) =>
      !after || atMs < after[0] || (atMs === after[0] && goodsId > after[1]);
    const rest = inOrder(document).filter(isBehind);
    const some = rest.slice(0, input.limit);
    const last = rest.length > some.length ? some.at(-1) : undefined;
    const { cards } = await goodsNow(
      some.map(({ goodsId }) => goodsId),
      nowMs,
    );
    return done({
      looks: some.flatMap(({ goodsId, atMs }) => {
        const card = cards.get(goodsId);
        return card ? [{ ...card, atMs }] : [];
      }),
      next: last ? writeCursor(tag, [last.atMs, last.goodsId]) : null,
    });
  },
);

/** Forgets looks: of the products named, or all. */
export const forgetLooks: Handler<'shop.forgetLooks'> = ({ goodsIds }, caller) =>
  once(caller, async (transaction) => {
    const { _id } = caller.member;
    const before = await looksKept.get(_id, transaction);
    const looks = goodsIds ? (before?.looks ?? []).filter(({ goodsId }) => !goodsIds.includes(goodsId)) : [];
    if (looks.length > 0) await looksKept.put({ _id, looks }, transaction);
    else if (before) await looksKept.remove(_id, transaction);
    return done({});
  });
