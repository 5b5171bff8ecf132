import type { Cart } from '@shared/contract';
import { done, refuse } from '@shared/kernel';
import { carts, goodsOnSale, shops, stock } from '../_lib/collections';
import type { CartDocument, GoodsDocument, ShopDocument } from '../_lib/documents';
import { labelOf } from '../_lib/goods/cards';
import type { Handler } from '../_lib/outcomes';
import { transact } from '../_lib/transactions';

const MOST_LINES = 100;
const MOST_PIECES = 999;

type Line = CartDocument['lines'][number];

/** The cart as it is now: prices and stock are read anew each time, sums are made here. */
export async function readCart(memberId: string): Promise<Cart> {
  const kept = (await carts.get(memberId))?.lines ?? [];
  const [goods, pieces] = await Promise.all([
    goodsOnSale.getMany([...new Set(kept.map(({ goodsId }) => goodsId))]),
    stock.getMany(kept.map(({ skuId }) => skuId)),
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
  const isFree = chosenGoodsFen === 0 || chosenGoodsFen >= shop.freeFreightFromFen;
  return {
    shopId: shop._id,
    name: shop.name,
    takesStable: shop.takesStable,
    lines: [...lines],
    chosenGoodsFen,
    freightFen: isFree ? 0 : shop.freightFen,
    freeFreightFromFen: shop.freeFreightFromFen,
  };
}

/** Changes a member's lines in one transaction: two taps at once lose nothing. */
const changeLines = (memberId: string, change: (lines: readonly Line[]) => readonly Line[]): Promise<void> =>
  transact(async (transaction) => {
    const before = (await carts.get(memberId, transaction))?.lines ?? [];
    await carts.put({ _id: memberId, lines: change(before) }, transaction);
  });

export const viewCart: Handler<'shop.viewCart'> = async (_input, { member }) => done(await readCart(member._id));

export const setCartLine: Handler<'shop.setCartLine'> = async (input, { member }) => {
  const { goodsId, skuId } = input;
  const [goods, pieces, before] = await Promise.all([
    goodsOnSale.get(goodsId),
    stock.get(skuId),
    carts.get(member._id),
  ]);
  if (!goods?.isOnShelf || !goods.skus.some((sku) => sku.skuId === skuId))
    return refuse('goods/unknown', { goodsId, skuId });
  const kept = before?.lines.find((line) => line.skuId === skuId);
  const quantity = input.quantity + (input.add ? (kept?.quantity ?? 0) : 0);
  const left = pieces?.left ?? 0;
  if (left < quantity && quantity > (kept?.quantity ?? 0)) return refuse('goods/soldOut', { skuId, left });
  const most = goods.limitPerMember || MOST_PIECES;
  if (quantity > most) return refuse('goods/limit', { most, asked: quantity });
  if (!kept && (before?.lines.length ?? 0) >= MOST_LINES) return refuse('cart/full', { most: MOST_LINES });
  await changeLines(member._id, (lines) => {
    const now = lines.find((line) => line.skuId === skuId);
    const set: Line = { goodsId, skuId, quantity, isChosen: input.isChosen ?? now?.isChosen ?? true };
    return now ? lines.map((line) => (line === now ? set : line)) : [set, ...lines];
  });
  return done(await readCart(member._id));
};

export const chooseCartLines: Handler<'shop.chooseCartLines'> = async ({ skuIds, isChosen }, { member }) => {
  await changeLines(member._id, (lines) =>
    lines.map((line) => (skuIds.includes(line.skuId) ? { ...line, isChosen } : line)),
  );
  return done(await readCart(member._id));
};

/** Takes lines out of a cart; those that are not in it change nothing. */
export async function dropLines(memberId: string, skuIds: readonly string[]): Promise<void> {
  const kept = (await carts.get(memberId))?.lines ?? [];
  if (kept.some((line) => skuIds.includes(line.skuId)))
    await changeLines(memberId, (lines) => lines.filter((line) => !skuIds.includes(line.skuId)));
}

export const removeCartLines: Handler<'shop.removeCartLines'> = async ({ skuIds }, { member }) => {
  await dropLines(member._id, skuIds);
  return done(await readCart(member._id));
};
