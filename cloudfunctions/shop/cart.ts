import { type ParsedOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { documentOf, joining } from '../_actions/joins';
import { once } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { _ } from '../_platform/cloud';
import { transact } from '../_platform/transactions';
import { carts } from '../_store/collections';
import type { CartDocument, GoodsDocument } from '../_store/documents';
import { cartOf, type Kept, type Stalls, stallsOf, waresOf, withShops } from './cartShown';

const MOST_LINES = 100;
const MOST_PIECES = 999;

type Line = Kept[number];

const linesOf = (cart: CartDocument | null): Kept => cart?.lines ?? [];

/**
 * Changes a member's lines once for the request, in a transaction: two taps at once lose nothing. @returns the lines as
 * they are then: those of the same request before may have been changed meanwhile, and are read.
 */
async function changeOnce<R extends string>(caller: Caller, change: (lines: Kept) => Outcome<Kept, R>) {
  const { _id } = caller.member;
  let after: Kept | undefined;
  const outcome = await once<null, R>(
    caller,
    async (transaction) => {
      const changed = change(linesOf(await carts.get(_id, transaction)));
      if (!changed.ok) return changed;
      after = changed.value;
      await carts.put({ _id, lines: changed.value }, transaction);
      return done(null);
    },
    (work) =>
      transact((transaction) => {
        // An attempt that came to nothing says nothing of the lines.
        after = undefined;
        return work(transaction);
      }),
  );
  return outcome.ok ? done(after ?? linesOf(await carts.get(_id))) : outcome;
}

/**
 * Changes the lines once for the request, and answers with the cart as it is then. What is shown of its goods is read
 * beside the change; again only where another tap has brought a line meanwhile.
 */
async function changed<R extends string>(
  caller: Caller,
  reading: () => Promise<Stalls>,
  change: (lines: Kept) => Outcome<Kept, R>,
) {
  const [stalls, outcome] = await Promise.all([reading(), changeOnce(caller, change)]);
  if (!outcome.ok) return outcome;
  const lines = outcome.value;
  const isKnown = lines.every(({ skuId, goodsId }) => stalls.left.has(skuId) && stalls.goods.has(goodsId));
  return done(cartOf(lines, isKnown ? stalls : await stallsOf(lines)));
}

const joins = [documentOf<CartDocument>(carts.name)] as const;
type Joins = typeof joins;

export const viewCart = joining<'shop.viewCart', Joins>(
  () => joins,
  async (_input, _caller, [cart]) => {
    const lines = linesOf(cart);
    return done(cartOf(lines, await stallsOf(lines)));
  },
);

/** Pieces of the same product in other sizes: a limit is of the product, not of a size. */
const otherPieces = (lines: Kept, goodsId: string, skuId: string, limit: number | undefined): number =>
  limit
    ? lines.reduce((sum, line) => sum + (line.goodsId === goodsId && line.skuId !== skuId ? line.quantity : 0), 0)
    : 0;

/**
 * Sets a line, or adds to it. The lines are read and changed in one transaction, so that taps side by side do not pass a
 * limit together; stock is only looked at, as a cart holds none.
 */
export const setCartLine = joining<'shop.setCartLine', typeof joins>(
  () => joins,
  async (input, caller, [cart]) => {
    const { goodsId, skuId } = input;
    const wares = await waresOf([...linesOf(cart), input]);
    const goods = wares.goods.get(goodsId);
    if (!goods?.isOnShelf || !goods.skus.some((sku) => sku.skuId === skuId))
      return refuse('goods/unknown', { goodsId, skuId });
    const set = (lines: Kept) => lineSet(input, lines, goods, wares.left.get(skuId) ?? 0);
    return changed(caller, () => withShops(wares), set);
  },
);

type SetRefusal = 'goods/soldOut' | 'goods/limit' | 'cart/full';

/** The lines with one set, or why not. */
export function lineSet(
  input: Omit<ParsedOf<'shop.setCartLine'>, 'requestId'>,
  lines: Kept,
  goods: GoodsDocument,
  left: number,
): Outcome<Kept, SetRefusal> {
  const { goodsId, skuId } = input;
  const kept = lines.find((line) => line.skuId === skuId);
  const before = kept?.quantity ?? 0;
  const quantity = input.quantity + (input.add ? before : 0);
  // Fewer than before is never refused: that is how one comes below what is left.
  if (quantity > before) {
    if (left < quantity) return refuse('goods/soldOut', { skuId, left });
    const most = goods.limitPerMember || MOST_PIECES;
    const asked = quantity + otherPieces(lines, goodsId, skuId, goods.limitPerMember);
    if (asked > most) return refuse('goods/limit', { most, asked });
  }
  if (!kept && lines.length >= MOST_LINES) return refuse('cart/full', { most: MOST_LINES });
  const set: Line = { goodsId, skuId, quantity, isChosen: input.isChosen ?? kept?.isChosen ?? true };
  return done(kept ? lines.map((line) => (line === kept ? set : line)) : [set, ...lines]);
}

export const chooseCartLines = joining<'shop.chooseCartLines', Joins>(
  () => joins,
  ({ skuIds, isChosen }, caller, [cart]) =>
    changed<never>(
      caller,
      () => stallsOf(linesOf(cart)),
      (lines) => done(lines.map((line) => (skuIds.includes(line.skuId) ? { ...line, isChosen } : line))),
    ),
);

export const removeCartLines = joining<'shop.removeCartLines', Joins>(
  () => joins,
  ({ skuIds }, caller, [cart]) =>
    changed<never>(
      caller,
      () => stallsOf(linesOf(cart)),
      (lines) => done(lines.filter((line) => !skuIds.includes(line.skuId))),
    ),
);

/** Takes lines out of a cart, in one step; those that are not in it change nothing. */
export const dropLines = async (memberId: string, skuIds: readonly string[]): Promise<void> => {
  const isDropped = _.in([...skuIds]);
  await carts.changeWhere({ _id: memberId, 'lines.skuId': isDropped }, { lines: _.pull({ skuId: isDropped }) });
};
