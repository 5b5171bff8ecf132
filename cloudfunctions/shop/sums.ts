import { type GoodsKind, type ParsedOf, type PlanKind, refuse } from '@shared/contract';
import { businessDayOf, fen, type Outcome, rate, seenAs, spendableCents, stableCents } from '@shared/kernel';
import {
  countedCash,
  type FreightTerms,
  type PricedLine,
  type PricedOrder,
  type PriceRefusal,
  priceOrder,
} from '@shared/rules';
import { type Limit, limitPassed } from '../_orders/bought';
import { isTopUp, labelOf } from '../_orders/cards';
import { type PlansInForce, payablePlans, type ShopRules, shopRulesOn } from '../_plans/plans';
import type { OrderLine, ShopDocument } from '../_store/documents';
import type { Settings } from '../_store/settings';
import { type Found, type FoundLines, findLines, type LinesRefusal, limitsOf } from './lines';

type SumsRefusal = LinesRefusal | 'goods/limit' | PriceRefusal;

/** What an order comes to. */
export interface Sums {
  readonly shop: ShopDocument;
  readonly kind: GoodsKind;
  readonly settings: Settings;
  readonly lines: readonly OrderLine[];
  readonly priced: PricedOrder;
  readonly counted: readonly { readonly plan: PlanKind; readonly countedFen: number }[];
  /** Products of the order that a member may buy so many of: looked at here, held to where the order is placed. */
  readonly limits: readonly Limit[];
}

/** Who asks for what, and what of his points. */
interface SumsAsked {
  readonly memberId: string;
  readonly lines: ParsedOf<'shop.previewOrder'>['lines'];
  readonly useSpendable: number | 'most';
  readonly heldCents: number;
  readonly nowMs: number;
  /** The order may hold its pieces already: stock is not looked at. */
  readonly isTaken?: boolean;
}

/** What a shop asks for sending, as the rules take it. */
export const freightTermsOf = ({ freightFen, freeFreightFromFen }: ShopDocument): FreightTerms => ({
  freight: fen(freightFen),
  freeFrom: fen(freeFreightFromFen),
});

/** The sums of an order, as goods, plans and settings are now: two requests, one more where goods have limits. */
export async function sumsOf(asked: SumsAsked): Promise<Outcome<Sums, SumsRefusal>> {
  const [found, rules] = await Promise.all([
    findLines(asked.lines, asked.isTaken ?? false),
    shopRulesOn(businessDayOf(asked.nowMs)),
  ]);
  if (!found.ok) return found;
  const { lines } = found.value;
  const limits = limitsOf(lines);
  const pieces = lines.map(({ goods, quantity }) => ({ goodsId: goods._id, quantity }));
  const passed = await limitPassed(asked.memberId, pieces, limits);
  if (passed) return refuse('goods/limit', { most: passed.most, title: passed.title });
  return seenAs(priceOf(asked, found.value, rules), (priced) => ({
    ...summed(asked.memberId, found.value, rules, priced),
    limits,
  }));
}

const priceOf = (asked: SumsAsked, { lines, shop }: FoundLines, { settings }: ShopRules) =>
  priceOrder({
    lines: lines.map(({ goods, sku, quantity }) => ({
      price: fen(sku.priceFen),
      quantity,
      takesSpendable: goods.takesSpendable && shop.takesSpendable,
      isTopUp: isTopUp(goods),
    })),
    freight: freightTermsOf(shop),
    coupon: null,
    spendable: asked.useSpendable === 'most' ? 'most' : spendableCents(asked.useSpendable),
    spendableHeld: spendableCents(Math.max(asked.heldCents, 0)),
    pointsUseRatio: rate(settings.pointsUseRatioMillionths),
    stable: stableCents(0),
  });

function summed(
  memberId: string,
  { lines: found, shop, kind }: FoundLines,
  { plans, settings }: ShopRules,
  priced: PricedOrder,
): Omit<Sums, 'limits'> {
  const lines = found.map((one, at) => lineOf(one, priced.lines[at]!, plans));
  const counting = lines.map((line, at) => ({ cash: priced.lines[at]!.cash, plans: line.plans }));
  // Nobody's own shop counts for him (rules §5).
  const counted = shop.ownerId === memberId ? [] : countedCash(counting);
  return {
    shop,
    kind,
    settings,
    lines,
    priced,
    counted: counted.map((one) => ({ plan: one.plan, countedFen: one.counted })),
  };
}

const lineOf = ({ goods, sku, quantity }: Found, priced: PricedLine, plans: PlansInForce): OrderLine => ({
  goodsId: goods._id,
  skuId: sku.skuId,
  title: goods.title,
  label: labelOf(sku),
  picture: goods.picture,
  ground: goods.ground,
  priceFen: sku.priceFen,
  costFen: sku.costFen,
  quantity,
  amountFen: priced.amount,
  pointsCents: priced.spendable,
  cashFen: priced.cash,
  plans: payablePlans(goods.plans, sku.priceFen, sku.costFen, plans),
});
