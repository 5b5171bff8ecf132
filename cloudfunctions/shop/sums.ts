import type { ParsedOf } from '@shared/contract';
import { businessDayOf, done, fen, type Outcome, rate, refuse, shareDown } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import { maxPointsFor } from '@shared/rules';
import { type Limit, limitPassed } from '../_orders/bought';
import { labelOf } from '../_orders/cards';
import { freightOf } from '../_orders/freight';
import { type PlansInForce, payablePlans, plansOn } from '../_plans/plans';
import { goodsOnSale, shops, stock } from '../_store/collections';
import type { GoodsDocument, OrderLine, ShopDocument, Sku } from '../_store/documents';
import { readSettings, type Settings } from '../_store/settings';

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
  /** Products of the order that a member may buy so many of: looked at here, held to where the order is placed. */
  readonly limits: readonly Limit[];
}

interface Found {
  readonly goods: GoodsDocument;
  readonly sku: Sku;
  readonly quantity: number;
}

/** What an order needs of its goods: not their pages, which may be long. */
const GOODS_FIELDS = {
  title: true,
  pictures: true,
  ground: true,
  shopId: true,
  skus: true,
  plans: true,
  takesSpendable: true,
  limitPerMember: true,
  isOnShelf: true,
} as const;

/**
 * Goods and SKU of each line asked for, or why not. Stock is looked at here and taken elsewhere: not at all for an order
 * that may hold its pieces already.
 */
async function findLines(asked: Asked, isTaken: boolean): Promise<Outcome<Found[], SumsRefusal>> {
  const ids = asked.map(({ skuId }) => skuId);
  if (new Set(ids).size < ids.length) return refuse('order/repeatedLine');
  const pieces = new Map((await stock.getMany(ids, { goodsId: true, left: true })).map((one) => [one._id, one]));
  const goodsIds = new Set([...pieces.values()].map(({ goodsId }) => goodsId));
  const kept = await goodsOnSale.getMany([...goodsIds], GOODS_FIELDS);
  const goods = new Map(kept.map((one) => [one._id, one]));
  const found: Found[] = [];
  for (const { skuId, quantity } of asked) {
    const piece = pieces.get(skuId);
    const one = piece && goods.get(piece.goodsId);
    const sku = one?.skus.find((other) => other.skuId === skuId);
    if (!piece || !one || !sku) return refuse('goods/unknown', { skuId });
    if (!one.isOnShelf) return refuse('goods/offShelf', { skuId, title: one.title });
    if (!isTaken && piece.left < quantity)
      return refuse('goods/soldOut', { skuId, title: one.title, left: piece.left });
    found.push({ goods: one, sku, quantity });
  }
  return done(found);
}

const limitsOf = (found: readonly Found[]): Limit[] =>
  [...new Map(found.map(({ goods }) => [goods._id, goods])).values()]
    .filter(({ limitPerMember }) => limitPerMember > 0)
    .map(({ _id, title, limitPerMember }) => ({ goodsId: _id, title, most: limitPerMember }));

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
  isTaken = false,
): Promise<Outcome<Sums, SumsRefusal>> {
  const lines = await findLines(asked, isTaken);
  if (!lines.ok) return lines;
  const [plans, settings] = await Promise.all([plansOn(businessDayOf(nowMs)), readSettings()]);
  const shopIds = new Set(lines.value.map(({ goods }) => goods.shopId));
  if (shopIds.size > 1) return refuse('order/severalShops', { shops: shopIds.size });
  const shop = await shops.get([...shopIds][0]!);
  if (!shop) return refuse('goods/unknown');
  const limits = limitsOf(lines.value);
  const limited = lines.value.map(({ goods, quantity }) => ({ goodsId: goods._id, quantity }));
  const passed = await limitPassed(memberId, limited, limits);
  if (passed) return refuse('goods/limit', { most: passed.most, title: passed.title });

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
  const freightFen = freightOf(shop, goodsFen);
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
    // Refused as a whole where the sum would reach 2^53.
    cashFen: fen(goodsFen + freightFen) - spendableCents,
    limits,
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
  return PLAN_KINDS.flatMap((plan) => {
    const countedFen = lines.reduce((sum, line) => sum + (line.plans.includes(plan) ? line.cashFen : 0), 0);
    return countedFen > 0 ? [{ plan, countedFen }] : [];
  });
}
