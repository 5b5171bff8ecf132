import { type ParsedOf, refuse } from '@shared/contract';
import { done, type Outcome, seenAs } from '@shared/kernel';
import { documentOf, joining } from '../_actions/joins';
import { once } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { _ } from '../_platform/cloud';
import { transact } from '../_platform/transactions';
import { carts } from '../_store/collections';
import type { CartDocument, GoodsDocument } from '../_store/documents';
import { cartOf, type Kept, type Stalls, stallsBeside, stallsOf, waresOf, withBought, withShops } from './cartShown';

const MOST_LINES = 100;
const MOST_PIECES = 999;

type Line = Kept[number];

const linesOf = (cart: CartDocument | null): Kept => cart?.lines ?? [];

/** What is kept of a cart: its lines, and what was taken out of them last. */
type Content = Omit<CartDocument, '_id'>;

/**
 * Changes a member's cart once for the request, in a transaction: two taps at once lose nothing. @returns the cart as it
 * is then: that of the same request before may have been changed meanwhile, and is read.
 */
async function changeOnce<R extends string>(caller: Caller, change: (cart: Content) => Outcome<Content, R>) {
  const { _id } = caller.member;
  let after: Content | undefined;
  const outcome = await once<null, R>(
    caller,
    async (transaction) => {
      const { _id: _same, ...before } = (await carts.get(_id, transaction)) ?? { _id, lines: [] };
      const changed = change(before);
      if (!changed.ok) return changed;
      after = changed.value;
      await carts.put({ _id, ...after }, transaction);
      return done(null);
    },
    (work) =>
      transact((transaction) => {
        // An attempt that came to nothing says nothing of the cart.
        after = undefined;
        return work(transaction);
      }),
  );
  return outcome.ok ? done(after ?? (await carts.get(_id)) ?? { lines: [] }) : outcome;
}

/**
 * Changes the cart once for the request, and answers with it as it is then. What is shown of its goods is read beside the
 * change; again only where another tap has brought a line meanwhile.
 */
async function changed<R extends string>(
  caller: Caller,
  reading: () => Promise<Stalls>,
  change: (cart: Content) => Outcome<Content, R>,
) {
  const [beside, outcome] = await Promise.all([reading(), changeOnce(caller, change)]);
  if (!outcome.ok) return outcome;
  const { lines } = outcome.value;
  const isKnown = lines.every(({ skuId, goodsId }) => beside.left.has(skuId) && beside.goods.has(goodsId));
  const memberId = caller.member._id;
  // Sums of the database take no part in a transaction: what was bought before is read behind it.
  return done(cartOf(outcome.value, isKnown ? await withBought(beside, memberId) : await stallsOf(lines, memberId)));
}

const joins = [documentOf<CartDocument>(carts.name)] as const;
type Joins = typeof joins;

export const viewCart = joining<'shop.viewCart', Joins>(
  () => joins,
  async (_input, { member }, [cart]) => {
    const lines = linesOf(cart);
    return done(cartOf(cart ?? { lines }, await stallsOf(lines, member._id)));
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
    const wares = await withBought(await waresOf([...linesOf(cart), input]), caller.member._id);
    const goods = wares.goods.get(goodsId);
    if (!goods?.isOnShelf || !goods.skus.some((sku) => sku.skuId === skuId))
      return refuse('goods/unknown', { goodsId, skuId });
    const set = (cart: Content) =>
      seenAs(lineSet(input, cart.lines, goods, thereOf(wares, input)), (lines) => ({ ...cart, lines }));
    return changed(caller, () => withShops(wares), set);
  },
);

type SetRefusal = 'goods/soldOut' | 'goods/limit' | 'cart/full';

/** Pieces of a size that are left, and those of its product that the member has bought before. */
interface There {
  readonly left: number;
  readonly bought: number;
}

export const thereOf = (
  { left, bought }: Pick<Stalls, 'left' | 'bought'>,
  { goodsId, skuId }: Pick<Line, 'goodsId' | 'skuId'>,
): There => ({ left: left.get(skuId) ?? 0, bought: bought.get(goodsId) ?? 0 });

/** The lines with one set, or why not. */
export function lineSet(
  input: Omit<ParsedOf<'shop.setCartLine'>, 'requestId'>,
  lines: Kept,
  goods: GoodsDocument,
  { left, bought }: There,
): Outcome<Kept, SetRefusal> {
  const { goodsId, skuId } = input;
  const kept = lines.find((line) => line.skuId === skuId);
  const before = kept?.quantity ?? 0;
  const quantity = input.quantity + (input.add ? before : 0);
  // Fewer than before is never refused: that is how one comes below what is left.
  if (quantity > before) {
    if (left < quantity) return refuse('goods/soldOut', { skuId, left });
    const most = goods.limitPerMember || MOST_PIECES;
    const before = goods.limitPerMember > 0 ? bought : 0;
    const asked = quantity + otherPieces(lines, goodsId, skuId, goods.limitPerMember) + before;
    if (asked > most) return refuse('goods/limit', { most, asked, ...(before > 0 ? { bought: before } : {}) });
  }
  if (!kept && lines.length >= MOST_LINES) return refuse('cart/full', { most: MOST_LINES });
  const price = goods.skus.find((sku) => sku.skuId === skuId)?.priceFen;
  // Laid in anew, it is at the price of now; stepped, at that of then.
  const addedFen = kept && !input.add ? kept.addedFen : price;
  const set: Line = {
    goodsId,
    skuId,
    quantity,
    isChosen: input.isChosen ?? kept?.isChosen ?? true,
    ...(addedFen === undefined ? {} : { addedFen }),
  };
  return done(kept ? lines.map((line) => (line === kept ? set : line)) : [set, ...lines]);
}

export const chooseCartLines = joining<'shop.chooseCartLines', Joins>(
  () => joins,
  ({ skuIds, isChosen }, caller, [cart]) =>
    changed<never>(
      caller,
      () => stallsBeside(linesOf(cart)),
      ({ lines, ...rest }) =>
        done({ ...rest, lines: lines.map((line) => (skuIds.includes(line.skuId) ? { ...line, isChosen } : line)) }),
    ),
);

/** Takes lines out; they are kept beside the others until the next are, so that they can be laid back. */
export const removeCartLines = joining<'shop.removeCartLines', Joins>(
  () => joins,
  ({ skuIds }, caller, [cart]) =>
    changed<never>(
      caller,
      () => stallsBeside(linesOf(cart)),
      ({ lines, removed: before }) => {
        const removed = lines.map((line, at) => ({ ...line, at })).filter(({ skuId }) => skuIds.includes(skuId));
        const left = lines.filter(({ skuId }) => !skuIds.includes(skuId));
        return done({ lines: left, removed: removed.length > 0 ? removed : (before ?? []) });
      },
    ),
);

/** Lays back what was taken out last, each line in its place. */
export const restoreCartLines = joining<'shop.restoreCartLines', Joins>(
  () => joins,
  (_input, caller, [cart]) =>
    changed<'cart/full'>(
      caller,
      () => stallsBeside([...linesOf(cart), ...(cart?.removed ?? [])]),
      ({ lines, removed = [] }) => {
        const all = [...lines];
        for (const { at, ...line } of removed)
          if (!all.some(({ skuId }) => skuId === line.skuId)) all.splice(Math.min(at, all.length), 0, line);
        return all.length > MOST_LINES ? refuse('cart/full', { most: MOST_LINES }) : done({ lines: all, removed: [] });
      },
    ),
);

/** Takes lines out of a cart, in one step; those that are not in it change nothing. */
export const dropLines = async (memberId: string, skuIds: readonly string[]): Promise<void> => {
  const isDropped = _.in([...skuIds]);
  await carts.changeWhere({ _id: memberId, 'lines.skuId': isDropped }, { lines: _.pull({ skuId: isDropped }) });
};
