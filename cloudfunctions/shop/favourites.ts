import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { favourites } from '../_store/collections';
import { listPage } from '../_store/lists';
import { inTurn } from '../_store/turns';
import { goodsNow } from './kept';

const MOST_FAVOURITES = 500;

/** Marks a product, or unmarks it. Marked again it keeps its place and the price of the first time. */
export const setFavourite: Handler<'shop.setFavourite'> = async ({ goodsId, isFavourite }, caller) => {
  const { member, nowMs } = caller;
  const _id = `${member._id}:${goodsId}`;
  if (!isFavourite)
    return once(caller, async (transaction) => {
      if (await favourites.get(_id, transaction)) await favourites.remove(_id, transaction);
      return done({ goodsId, isFavourite });
    });
  const card = (await goodsNow([goodsId], nowMs)).cards.get(goodsId);
  let count = 0;
  const look = async () => {
    count = await favourites.count({ memberId: member._id });
  };
  return once(
    caller,
    async (transaction) => {
      if (!card?.isOnShelf) return refuse('goods/unknown', { goodsId });
      if (await favourites.get(_id, transaction)) return done({ goodsId, isFavourite });
      if (count >= MOST_FAVOURITES) return refuse('favourites/full', { most: MOST_FAVOURITES });
      const savedFen = card.goods.priceFen;
      await favourites.put({ _id, memberId: member._id, goodsId, savedAtMs: nowMs, savedFen }, transaction);
      return done({ goodsId, isFavourite });
    },
    inTurn(`favourites:${member._id}`, look),
  );
};

/** A member's favourites, newest first, each with the price then and now. */
export const listFavourites: Handler<'shop.listFavourites'> = async (input, { member, nowMs }) => {
  const list = await listPage(favourites, input, {
    name: 'shop.listFavourites',
    condition: { memberId: member._id },
    keys: [
      ['savedAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const { cards } = await goodsNow(
    found.map(({ goodsId }) => goodsId),
    nowMs,
  );
  return done({
    favourites: found.flatMap(({ goodsId, savedAtMs, savedFen }) => {
      const card = cards.get(goodsId);
      return card ? [{ ...card, savedAtMs, savedFen }] : [];
    }),
    next,
  });
};
