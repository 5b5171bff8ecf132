import type { ParsedOf } from '@shared/contract';
import { businessDayOf, done, fen, type Outcome, rate, refuse, shareDown } from '@shared/kernel';
import { maxPointsFor } from '@shared/rules';
import { _ } from '../_lib/cloud';
import { goodsOnSale, orders, shops, stock } from '../_lib/collections';
import type { GoodsDocument, OrderLine, ShopDocument, Sku } from '../_lib/documents';
import { labelOf } from '../_lib/goods/cards';
import { type PlansInForce, payablePlans, plansOn } from '../_lib/plans';
import { readSettings, type Settings } from '../_lib/settings';

type Asked = ParsedOf<'shop.previewOrder'>['lines'];

export type SumsRefusal =
  | 'goods/unknown'
  | 'goods/offShelf'
  | 'goods/soldOut'
  | 'goods/limit'
  | 'order/severalShops'
  | 'order/repeatedLine'
  | 'points/overLimit'
  | 'points/notEnough'
  | 'points/notTaken';

/** What an order comes to, in whole units; goods + freight = points + cash. */
export interface Sums {
  readonly shop: ShopDocument;
  readonly settings: Settings;
  readonly lines: readonly OrderLine[];
  readonly goodsFen: number;
  readonly freightFen: number;
  readonly spendableCents: number;
  readonly spendableAtMostCents: number;
  readonly takesSpendable: boolean;
  readonly cashFen: number;
  readonly counted: readonly { readonly plan: OrderLine['plans'][number]; readonly countedFen: number }[];
}

interface Found {
  readonly goods: GoodsDocument;
  readonly sku: Sku;
  readonly quantity: number;
}

/** Goods and SKU of each line asked for, or why not. Stock is looked at here and taken elsewhere. */
async function findLines(asked: Asked): Promise<Outcome<Found[], SumsRefusal>> {
  const ids = asked.map(({ skuId }) => skuId);
  if (new Set(ids).size < ids.length) return refuse('order/repeatedLine');
  const pieces = new Map((await stock.getMany(ids)).map((one) => [one._id, one]));
  const goods = new Map(
    (await goodsOnSale.getMany([...new Set([...pieces.values()].map(({ goodsId }) => goodsId))])).map((one) => [
      one._id,
      one,
    ]),
  );
  const found: Found[] = [];
  for (const { skuId, quantity } of asked) {
    const piece = pieces.get(skuId);
    const one = piece && goods.get(piece.goodsId);
    const sku = one?.skus.find((kept) => kept.skuId === skuId);
    if (!piece || !one || !sku) return refuse('goods/unknown', { skuId });
    if (!one.isOnShelf) return refuse('goods/offShelf', { skuId, title: one.title });
    if (piece.left < quantity) return refuse('goods/soldOut', { skuId, title: one.title, left: piece.left });
    found.push({ goods: one, sku, quantity });
  }
  return done(found);
}

/** Pieces of a product that a member has in orders that are not given back. */
async function boughtBefore(memberId: string, goodsId: string): Promise<number> {
  const found = await orders.find(
    { memberId, isPlaced: true, 'lines.goodsId': goodsId, state: _.nin(['closed', 'refunding', 'refunded']) },
    { limit: 1000, fields: { lines: true } },
  );
  return found
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + (line.goodsId === goodsId ? line.quantity : 0), 0);
}

async function overLimit(memberId: string, found: readonly Found[]): Promise<{ most: number; title: string } | null> {
  for (const { goods } of found) {
    if (goods.limitPerMember === 0) continue;
    const asked = found.reduce((sum, one) => sum + (one.goods === goods ? one.quantity : 0), 0);
    if (asked + (await boughtBefore(memberId, goods._id)) > goods.limitPerMember)
      return { most: goods.limitPerMember, title: goods.title };
  }
  return null;
}

/**
 * The sums of an order. Points pay at most floor(goods × pointsUseRatio) of what takes them (rules §5); the lines share
 * them by their amounts, rounded down, the rest going to the first lines that have room.
 */
export async function sumsOf(
  memberId: string,
  asked: Asked,
  useSpendable: number | 'most',
  heldCents: number,
  nowMs: number,
): Promise<Outcome<Sums, SumsRefusal>> {
  const lines = await findLines(asked);
  if (!lines.ok) return lines;
  const [plans, settings] = await Promise.all([plansOn(businessDayOf(nowMs)), readSettings()]);
  const shopIds = new Set(lines.value.map(({ goods }) => goods.shopId));
  if (shopIds.size > 1) return refuse('order/severalShops', { shops: shopIds.size });
  const shop = await shops.get([...shopIds][0]!);
  if (!shop) return refuse('goods/unknown');
  const limit = await overLimit(memberId, lines.value);
  if (limit) return refuse('goods/limit', limit);

  const amounts = lines.value.map(({ sku, quantity }) => fen(sku.priceFen * quantity));
  const goodsFen = amounts.reduce((sum, amount) => sum + amount, 0);
  const takes = lines.value.map(({ goods }) => goods.takesSpendable && shop.takesSpendable);
  const eligible = amounts.reduce((sum, amount, at) => sum + (takes[at] ? amount : 0), 0);
  const limitCents = maxPointsFor(fen(eligible), rate(settings.pointsUseRatioMillionths));
  const atMost = Math.max(Math.min(limitCents, heldCents), 0);
  const spendableCents = useSpendable === 'most' ? atMost : useSpendable;
  if (spendableCents > 0 && eligible === 0) return refuse('points/notTaken');
  if (spendableCents > limitCents)
    return refuse('points/overLimit', { asked: spendableCents, atMostCents: limitCents });
  if (spendableCents > heldCents) return refuse('points/notEnough', { asked: spendableCents, heldCents });

  const points = sharePoints(amounts, takes, spendableCents, eligible);
  const freightFen = goodsFen >= shop.freeFreightFromFen ? 0 : shop.freightFen;
  const orderLines = lines.value.map((one, at) => lineOf(one, amounts[at]!, points[at]!, plans));
  return done({
    shop,
    settings,
    lines: orderLines,
    goodsFen,
    freightFen,
    spendableCents,
    spendableAtMostCents: atMost,
    takesSpendable: eligible > 0,
    cashFen: goodsFen + freightFen - spendableCents,
    counted: shop.ownerId === memberId ? [] : countedOf(orderLines),
  });
}

function sharePoints(
  amounts: readonly ReturnType<typeof fen>[],
  takes: readonly boolean[],
  spendable: number,
  eligible: number,
): number[] {
  const shares = amounts.map((amount, at) =>
    takes[at] && spendable > 0 ? shareDown(amount, fen(spendable), eligible) : 0,
  );
  let left = spendable - shares.reduce<number>((sum, share) => sum + share, 0);
  return shares.map((share, at) => {
    const more = takes[at] ? Math.min(left, amounts[at]! - share) : 0;
    left -= more;
    return share + more;
  });
}

function lineOf(
  { goods, sku, quantity }: Found,
  amountFen: number,
  pointsCents: number,
  plans: PlansInForce,
): OrderLine {
  return {
    goodsId: goods._id,
    skuId: sku.skuId,
    title: goods.title,
    label: labelOf(sku),
    picture: goods.pictures[0]!,
    ground: goods.ground,
    priceFen: sku.priceFen,
    costFen: sku.costFen,
    quantity,
    amountFen,
    pointsCents,
    cashFen: amountFen - pointsCents,
    plans: payablePlans(goods.plans, sku.priceFen, sku.costFen, plans),
  };
}

/** Cash of the lines by the plans they name: a plan's turnover counts only its own products (rules §5). */
function countedOf(lines: readonly OrderLine[]): Sums['counted'] {
  return (['appreciation', 'dividend', 'release'] as const).flatMap((plan) => {
    const countedFen = lines.reduce((sum, line) => sum + (line.plans.includes(plan) ? line.cashFen : 0), 0);
    return countedFen > 0 ? [{ plan, countedFen }] : [];
  });
}
