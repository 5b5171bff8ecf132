import { type OutputOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { documentOf, joining } from '../_actions/joins';
import { once } from '../_actions/once';
import { ownOrderJoin } from '../_orders/own';
import { carts } from '../_store/collections';
import type { CartDocument, OrderDocument } from '../_store/documents';
import { lineSet, thereOf } from './cart';
import { type Kept, waresOf, withBought } from './cartShown';

type Left = OutputOf<'shop.buyAgain'>['left'][number];
type Wares = Awaited<ReturnType<typeof waresOf>>;

const joins = (orderId: string) => [ownOrderJoin(orderId), documentOf<CartDocument>(carts.name)] as const;

/** The cart's lines with what can be bought of an order's, and what was left of them. */
function laidInto(lines: Kept, order: OrderDocument, wares: Wares): { lines: Kept; added: number; left: Left[] } {
  let laid = lines;
  let added = 0;
  const left: Left[] = [];
  for (const { goodsId, skuId, title, label, quantity, stay } of order.lines) {
    const goods = wares.goods.get(goodsId);
    const isSold = goods?.isOnShelf === true && goods.skus.some((sku) => sku.skuId === skuId);
    const stock = wares.left.get(skuId) ?? 0;
    const room = stock - (laid.find((line) => line.skuId === skuId)?.quantity ?? 0);
    const wanted = Math.min(quantity, room);
    const miss = (pieces: number, why: Left['why']) => left.push({ title, label, pieces, why });
    if (!isSold) miss(quantity, 'offShelf');
    else if (stay) miss(quantity, 'nights');
    else if (stock === 0) miss(quantity, 'soldOut');
    else if (wanted <= 0) miss(quantity, 'tooFew');
    else {
      const set = lineSet(
        { goodsId, skuId, quantity: wanted, add: true, isChosen: true },
        laid,
        goods!,
        thereOf(wares, { goodsId, skuId }),
      );
      if (!set.ok) miss(quantity, set.refusal.code === 'goods/limit' ? 'limit' : 'cartFull');
      else {
        laid = set.value;
        added += wanted;
        if (wanted < quantity) miss(quantity - wanted, 'tooFew');
      }
    }
  }
  return { lines: laid, added, left };
}

/** Lays what can still be bought of an own order into the cart, beside what is there; says what could not be. */
export const buyAgain = joining<'shop.buyAgain', ReturnType<typeof joins>>(
  ({ orderId }) => joins(orderId),
  async (_input, caller, [order, cart]) => {
    if (!order) return refuse('order/unknown');
    const { _id } = caller.member;
    const wares = await withBought(await waresOf([...(cart?.lines ?? []), ...order.lines]), _id);
    return once(caller, async (transaction) => {
      const now = await carts.get(_id, transaction);
      const { lines, added, left } = laidInto(now?.lines ?? [], order, wares);
      if (added > 0) await carts.put({ ...now, _id, lines }, transaction);
      return done({ added, left });
    });
  },
);
