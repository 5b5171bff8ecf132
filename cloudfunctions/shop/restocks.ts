import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { labelOf } from '../_orders/cards';
import { newId } from '../_platform/ids';
import { restocks, stock } from '../_store/collections';
import { listPage } from '../_store/lists';
import { inTurn } from '../_store/turns';
import { goodsNow } from './kept';

const MOST_AWAITED = 50;
/** Whoever waited for half a year waits no more. */
const KEPT_MS = 180 * 86_400_000;

/**
 * Waits for a size that is sold out, or no more. The size is marked behind the request, with another mark each time: the
 * sweep takes a mark away only as it found it, so that nobody who came meanwhile is left out.
 */
export const awaitRestock: Handler<'shop.awaitRestock'> = async ({ goodsId, skuId, isAwaited }, caller) => {
  const { member, nowMs } = caller;
  const _id = `${member._id}:${skuId}`;
  if (!isAwaited)
    return once(caller, async (transaction) => {
      if (await restocks.get(_id, transaction)) await restocks.remove(_id, transaction);
      return done({ skuId, isAwaited });
    });
  const { goods, cards } = await goodsNow([goodsId], nowMs);
  const isKnown = cards.get(goodsId)?.isOnShelf && goods.get(goodsId)?.skus.some((sku) => sku.skuId === skuId);
  if (!isKnown) return refuse('goods/unknown', { goodsId, skuId });
  let count = 0;
  const look = async () => {
    count = await restocks.count({ memberId: member._id });
  };
  return once(
    caller,
    async (transaction) => {
      const left = (await stock.get(skuId, transaction))?.left ?? 0;
      if (left > 0) return refuse('goods/inStock', { skuId, left });
      const isNew = !(await restocks.get(_id, transaction));
      if (isNew && count >= MOST_AWAITED) return refuse('restocks/full', { most: MOST_AWAITED });
      const asked = { askedAtMs: nowMs, backAtMs: null, expiresAtMs: nowMs + KEPT_MS };
      await restocks.put({ _id, memberId: member._id, goodsId, skuId, state: 'waiting', ...asked }, transaction);
      await stock.change(skuId, { awaited: newId('R', 8) }, transaction);
      return done({ skuId, isAwaited });
    },
    inTurn(`restocks:${member._id}`, look),
  );
};

/** What a member waits for, newest first, with what came back. */
export const listRestocks: Handler<'shop.listRestocks'> = async (input, { member, nowMs }) => {
  const list = await listPage(restocks, input, {
    name: 'shop.listRestocks',
    condition: { memberId: member._id },
    keys: [
      ['askedAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const { goods, cards, shelf } = await goodsNow(
    found.map(({ goodsId }) => goodsId),
    nowMs,
  );
  return done({
    restocks: found.flatMap(({ goodsId, skuId, state, askedAtMs, backAtMs }) => {
      const card = cards.get(goodsId);
      const sku = goods.get(goodsId)?.skus.find((one) => one.skuId === skuId);
      if (!card || !sku) return [];
      const left = shelf.stock.get(skuId)?.left ?? 0;
      const isBack = state !== 'waiting';
      return [
        { ...card, skuId, label: labelOf(sku), state: isBack ? 'back' : 'waiting', askedAtMs, backAtMs, left } as const,
      ];
    }),
    next,
  });
};
