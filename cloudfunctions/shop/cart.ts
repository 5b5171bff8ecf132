import type { Cart, ParsedOf } from '@shared/contract';
import { done, fen, type Outcome, refuse } from '@shared/kernel';
import { type FreightTerms, type GoodsAsked, priceGoods } from '@shared/rules';
import { documentOf, joining } from '../_actions/joins';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { labelOf } from '../_orders/cards';
import { _ } from '../_platform/cloud';
import { carts, goodsOnSale, shops, stock } from '../_store/collections';
import type { CartDocument, GoodsDocument, ShopDocument } from '../_store/documents';
import { freightTermsOf } from './sums';

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
  limitPerMember: true,
} as const;

type Kept = readonly Line[];

/** What the goods of a cart are now, by id: whatever is shown or summed of a cart follows from it. */
interface Wares {
  readonly goods: ReadonlyMap<string, GoodsDocument>;
  readonly left: ReadonlyMap<string, number>;
}

/** Goods and stock of some lines: two requests, beside each other. */
async function waresOf(lines: readonly Pick<Line, 'goodsId' | 'skuId'>[]): Promise<Wares> {
  const [goods, pieces] = await Promise.all([
    goodsOnSale.getMany([...new Set(lines.map(({ goodsId }) => goodsId))], GOODS_FIELDS),
    stock.getMany(
      lines.map(({ skuId }) => skuId),
      { left: true },
    ),
  ]);
  return {
    goods: new Map(goods.map((one) => [one._id, one])),
    left: new Map(pieces.map((one) => [one._id, one.left])),
  };
}

/** The cart of these lines as it is now: prices and stock are read anew each time, sums are made here. */
async function cartOf(kept: Kept, read?: Wares): Promise<Cart> {
  const wares = read ?? (await waresOf(kept));
  const shown = kept.flatMap((line) => {
    const one = wares.goods.get(line.goodsId);
    return one ? [{ shopId: one.shopId, line: lineOf(line, one, wares.left.get(line.skuId) ?? 0) }] : [];
  });
  const buyable = shown.filter(({ line }) => line.blockedBy === null);
  const keepers = await shops.getMany([...new Set(buyable.map(({ shopId }) => shopId))]);
  const blocked = shown.filter(({ line }) => line.blockedBy !== null);
  return {
    shops: keepers.map((shop) =>
      shopOf(
        shop,
        buyable.filter(({ shopId }) => shopId === shop._id).map(({ line }) => line),
      ),
    ),
    blocked: blocked.map(({ line }) => line),
    chosenFen: priceGoods(chosenOf(buyable.map(({ line }) => line)), NO_FREIGHT).goods,
    chosenCount: buyable.reduce((sum, { line }) => sum + (line.isChosen ? line.quantity : 0), 0),
    count: shown.reduce((sum, { line }) => sum + line.quantity, 0),
  };
}

const NO_FREIGHT: FreightTerms = { freight: fen(0), freeFrom: fen(0) };

type CartLine = Cart['blocked'][number];

/** The chosen lines as the rules take them. */
const chosenOf = (lines: readonly CartLine[]): GoodsAsked[] =>
  lines.filter(({ isChosen }) => isChosen).map(({ priceFen, quantity }) => ({ price: fen(priceFen), quantity }));

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
  const { goods, freight } = priceGoods(chosenOf(lines), freightTermsOf(shop));
  return {
    shopId: shop._id,
    name: shop.name,
    takesStable: shop.takesStable,
    lines: [...lines],
    chosenGoodsFen: goods,
    freightFen: freight,
    freeFreightFromFen: shop.freeFreightFromFen,
  };
}

type Change = (lines: Kept) => Kept;

const linesOf = (cart: CartDocument | null): Kept => cart?.lines ?? [];

/**
 * Changes a member's lines once for the request, in a transaction: two taps at once lose nothing. @returns the lines as
 * they are then: those of the same request before may have been changed meanwhile, and are read.
 */
async function changeOnce<R extends string>(caller: Caller, change: (lines: Kept) => Outcome<Kept, R>) {
  const { _id } = caller.member;
  let after: Kept | undefined;
  const outcome = await once<null, R>(caller, async (transaction) => {
    const changed = change(linesOf(await carts.get(_id, transaction)));
    if (!changed.ok) return changed;
    after = changed.value;
    await carts.put({ _id, lines: changed.value }, transaction);
    return done(null);
  });
  return outcome.ok ? done(after ?? linesOf(await carts.get(_id))) : outcome;
}

/** Changes the lines once for the request, and answers with the cart as it is then. */
async function changed(caller: Caller, change: Change) {
  const outcome = await changeOnce<never>(caller, (lines) => done(change(lines)));
  return outcome.ok ? done(await cartOf(outcome.value)) : outcome;
}

const joins = [documentOf<CartDocument>(carts.name)] as const;

export const viewCart = joining<'shop.viewCart', typeof joins>(
  () => joins,
  async (_input, _caller, [cart]) => done(await cartOf(linesOf(cart))),
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
    const outcome = await changeOnce(caller, (lines) => lineSet(input, lines, goods, wares.left.get(skuId) ?? 0));
    return outcome.ok ? done(await cartOf(outcome.value, coversOf(wares, outcome.value))) : outcome;
  },
);

/** What was read before lines were changed, if it tells all of them: another tap may have brought a line meanwhile. */
const coversOf = (wares: Wares, lines: Kept): Wares | undefined =>
  lines.every(({ skuId }) => wares.left.has(skuId)) ? wares : undefined;

type SetRefusal = 'goods/soldOut' | 'goods/limit' | 'cart/full';

/** The lines with one set, or why not. */
function lineSet(
  input: ParsedOf<'shop.setCartLine'>,
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

export const chooseCartLines: Handler<'shop.chooseCartLines'> = ({ skuIds, isChosen }, caller) =>
  changed(caller, (lines) => lines.map((line) => (skuIds.includes(line.skuId) ? { ...line, isChosen } : line)));

/** Takes lines out of a cart, in one step; those that are not in it change nothing. */
export const dropLines = async (memberId: string, skuIds: readonly string[]): Promise<void> => {
  const isDropped = _.in([...skuIds]);
  await carts.changeWhere({ _id: memberId, 'lines.skuId': isDropped }, { lines: _.pull({ skuId: isDropped }) });
};

export const removeCartLines: Handler<'shop.removeCartLines'> = ({ skuIds }, caller) =>
  changed(caller, (lines) => lines.filter((line) => !skuIds.includes(line.skuId)));
