import type { Cart } from '@shared/contract';
import { done, refuse } from '@shared/kernel';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { labelOf } from '../_orders/cards';
import { freightOf } from '../_orders/freight';
import { type Transaction, transact } from '../_platform/transactions';
import { carts, goodsOnSale, shops, stock } from '../_store/collections';
import type { CartDocument, GoodsDocument, ShopDocument } from '../_store/documents';

const MOST_LINES = 100;
const MOST_PIECES = 999;

type Line = CartDocument['lines'][number];

/** What a cart shows of its goods: not their pages, which may be long. */
const GOODS_FIELDS = {
  title: true,
  pictures: true,
  ground: true,
  shopId: true,
  isOnShelf: true,
  skus: true,
} as const;

/** The cart as it is now: prices and stock are read anew each time, sums are made here. */
export async function readCart(memberId: string): Promise<Cart> {
  const kept = (await carts.get(memberId))?.lines ?? [];
  const [goods, pieces] = await Promise.all([
    goodsOnSale.getMany([...new Set(kept.map(({ goodsId }) => goodsId))], GOODS_FIELDS),
    stock.getMany(
      kept.map(({ skuId }) => skuId),
      { left: true },
    ),
  ]);
  const byGoods = new Map(goods.map((one) => [one._id, one]));
  const left = new Map(pieces.map((one) => [one._id, one.left]));
  const shown = kept.flatMap((line) => {
    const one = byGoods.get(line.goodsId);
    return one ? [{ goods: one, line: lineOf(line, one, left.get(line.skuId) ?? 0) }] : [];
  });
  const buyable = shown.filter(({ line }) => line.blockedBy === null);
  const keepers = await shops.getMany([...new Set(buyable.map(({ goods: one }) => one.shopId))]);
  return {
    shops: keepers.map((shop) =>
      shopOf(
        shop,
        buyable.filter((one) => one.goods.shopId === shop._id).map(({ line }) => line),
      ),
    ),
    blocked: shown.filter(({ line }) => line.blockedBy !== null).map(({ line }) => line),
    chosenFen: sumOf(buyable.map(({ line }) => line)),
    chosenCount: buyable.reduce((sum, { line }) => sum + (line.isChosen ? line.quantity : 0), 0),
    count: shown.reduce((sum, { line }) => sum + line.quantity, 0),
  };
}

type CartLine = Cart['blocked'][number];

const sumOf = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, line) => sum + (line.isChosen ? line.priceFen * line.quantity : 0), 0);

function lineOf(line: Line, goods: GoodsDocument, left: number): CartLine {
  const sku = goods.skus.find(({ skuId }) => skuId === line.skuId);
  const isGone = !sku || !goods.isOnShelf;
  const blockedBy = isGone ? 'offShelf' : left === 0 ? 'soldOut' : left < line.quantity ? 'tooFew' : null;
  return {
    goodsId: goods._id,
    skuId: line.skuId,
    title: goods.title,
    label: sku ? labelOf(sku) : '',
    picture: goods.pictures[0]!,
    ground: goods.ground,
    priceFen: sku?.priceFen ?? 0,
    quantity: line.quantity,
    stock: left,
    isChosen: line.isChosen && blockedBy === null,
    blockedBy,
  };
}

function shopOf(shop: ShopDocument, lines: readonly CartLine[]): Cart['shops'][number] {
  const chosenGoodsFen = sumOf(lines);
  return {
    shopId: shop._id,
    name: shop.name,
    takesStable: shop.takesStable,
    lines: [...lines],
    chosenGoodsFen,
    freightFen: freightOf(shop, chosenGoodsFen),
    freeFreightFromFen: shop.freeFreightFromFen,
  };
}

type Change = (lines: readonly Line[]) => readonly Line[];

/** Changes a member's lines within a transaction: two taps at once lose nothing. */
async function changeLines(memberId: string, change: Change, transaction: Transaction): Promise<void> {
  const before = (await carts.get(memberId, transaction))?.lines ?? [];
  await carts.put({ _id: memberId, lines: change(before) }, transaction);
}

/** Changes the lines once for the request, and answers with the cart as it is then. */
async function changed(caller: Caller, change: Change) {
  const outcome = await once<null, never>(caller, async (transaction) => {
    await changeLines(caller.member._id, change, transaction);
    return done(null);
  });
  return outcome.ok ? done(await readCart(caller.member._id)) : outcome;
}

export const viewCart: Handler<'shop.viewCart'> = async (_input, { member }) => done(await readCart(member._id));

/** Pieces of the same product in other sizes: a limit is of the product, not of a size. */
const otherPieces = (lines: readonly Line[], goodsId: string, skuId: string, limit: number | undefined): number =>
  limit
    ? lines.reduce((sum, line) => sum + (line.goodsId === goodsId && line.skuId !== skuId ? line.quantity : 0), 0)
    : 0;

/** What bounds a line: read with the cart in one transaction, so that taps side by side do not pass it together. */
export const setCartLine: Handler<'shop.setCartLine'> = async (input, caller) => {
  const { goodsId, skuId } = input;
  const { _id } = caller.member;
  const goods = await goodsOnSale.getFields(goodsId, { isOnShelf: true, skus: true, limitPerMember: true });
  if (!goods?.isOnShelf || !goods.skus?.some((sku) => sku.skuId === skuId))
    return refuse('goods/unknown', { goodsId, skuId });
  const most = goods.limitPerMember || MOST_PIECES;
  const outcome = await once(caller, async (transaction) => {
    const lines = (await carts.get(_id, transaction))?.lines ?? [];
    const kept = lines.find((line) => line.skuId === skuId);
    const before = kept?.quantity ?? 0;
    const quantity = input.quantity + (input.add ? before : 0);
    // Fewer than before is never refused: that is how one comes below what is left.
    if (quantity > before) {
      const left = (await stock.get(skuId, transaction))?.left ?? 0;
      if (left < quantity) return refuse('goods/soldOut', { skuId, left });
      const asked = quantity + otherPieces(lines, goodsId, skuId, goods.limitPerMember);
      if (asked > most) return refuse('goods/limit', { most, asked });
    }
    if (!kept && lines.length >= MOST_LINES) return refuse('cart/full', { most: MOST_LINES });
    const set: Line = { goodsId, skuId, quantity, isChosen: input.isChosen ?? kept?.isChosen ?? true };
    const after = kept ? lines.map((line) => (line === kept ? set : line)) : [set, ...lines];
    await carts.put({ _id, lines: after }, transaction);
    return done(null);
  });
  return outcome.ok ? done(await readCart(_id)) : outcome;
};

export const chooseCartLines: Handler<'shop.chooseCartLines'> = ({ skuIds, isChosen }, caller) =>
  changed(caller, (lines) => lines.map((line) => (skuIds.includes(line.skuId) ? { ...line, isChosen } : line)));

/** Takes lines out of a cart; those that are not in it change nothing. */
export async function dropLines(memberId: string, skuIds: readonly string[]): Promise<void> {
  const kept = (await carts.get(memberId))?.lines ?? [];
  if (kept.some((line) => skuIds.includes(line.skuId)))
    await transact((transaction) =>
      changeLines(memberId, (lines) => lines.filter((line) => !skuIds.includes(line.skuId)), transaction),
    );
}

export const removeCartLines: Handler<'shop.removeCartLines'> = ({ skuIds }, caller) =>
  changed(caller, (lines) => lines.filter((line) => !skuIds.includes(line.skuId)));
