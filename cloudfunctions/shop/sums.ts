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
import type { AsksOf } from '../_orders/answers';
import { boughtOf, type Limit, passedOf } from '../_orders/bought';
import { isTopUp, kindOf, labelOf } from '../_orders/cards';
import { freightTo, NO_FREIGHT, type PlaceCode, type Sending } from '../_orders/freight';
import { type PlansInForce, payablePlans, type ShopRules, shopRulesOn } from '../_plans/plans';
import type { OrderLine, ShopDocument } from '../_store/documents';
import type { Settings } from '../_store/settings';
import { type Found, type FoundLines, findLines, type LinesRefusal, limitsOf } from './lines';
import { atOffers } from './offeredLines';

type SumsRefusal = LinesRefusal | 'goods/limit' | PriceRefusal;

/** What an order comes to. */
export interface Sums {
  readonly shop: ShopDocument;
  readonly kind: GoodsKind;
  readonly settings: Settings;
  readonly lines: readonly OrderLine[];
  /** What the goods of each line ask for. */
  readonly asks: AsksOf;
  readonly priced: PricedOrder;
  /** Whether its shop sends it to where it is to go. */
  readonly sending: Sending;
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
  /** Where it is to go. */
  readonly place: PlaceCode;
  /** The order may hold its pieces already, at these limited-time prices: what is left is not looked at. */
  readonly taken?: { readonly offerIds: readonly string[] } | undefined;
}

/** The sums of an order, as goods, plans and settings are now: two requests, one more where goods have limits. */
export async function sumsOf(asked: SumsAsked): Promise<Outcome<Sums, SumsRefusal>> {
  const [found, rules] = await Promise.all([
    findLines(asked.lines, asked.taken !== undefined),
    shopRulesOn(businessDayOf(asked.nowMs)),
  ]);
  if (!found.ok) return found;
  const limits = limitsOf(found.value.lines, asked.nowMs);
  const bought = await boughtOf(asked.memberId, limits);
  const lines = atOffers(found.value.lines, bought, asked.nowMs, asked.taken?.offerIds);
  const pieces = lines.map(({ goods, quantity }) => ({ goodsId: goods._id, quantity }));
  const passed = passedOf(bought, pieces, limits);
  if (passed) return refuse('goods/limit', { most: passed.most, title: passed.title });
  const wanted = { ...found.value, lines };
  const { terms, sending } = sendingOf(wanted, asked.place);
  return seenAs(priceOf(asked, wanted, rules, terms), (priced) => ({
    ...summed(asked.memberId, wanted, rules, priced),
    limits,
    sending,
  }));
}

/** What sending some lines to a place costs: of goods that nobody sends, nothing. */
const sendingOf = ({ lines, shop }: FoundLines, place: PlaceCode): ReturnType<typeof freightTo> =>
  lines.some(({ goods }) => kindOf(goods) === 'delivered')
    ? freightTo(shop, place)
    : { terms: NO_FREIGHT, sending: 'possible' };

const priceOf = (asked: SumsAsked, { lines, shop }: FoundLines, { settings }: ShopRules, freight: FreightTerms) =>
  priceOrder({
    lines: lines.map(({ goods, sku, quantity }) => ({
      price: fen(sku.priceFen),
      quantity,
      grams: sku.grams ?? 0,
      takesSpendable: goods.takesSpendable && shop.takesSpendable,
      isTopUp: isTopUp(goods),
    })),
    freight,
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
): Omit<Sums, 'limits' | 'sending'> {
  const lines = found.map((one, at) => lineOf(one, priced.lines[at]!, plans));
  const counting = lines.map((line, at) => ({ cash: priced.lines[at]!.cash, plans: line.plans }));
  // Nobody's own shop counts for him (rules §5).
  const counted = shop.ownerId === memberId ? [] : countedCash(counting);
  return {
    shop,
    kind,
    settings,
    lines,
    asks: new Map(found.map(({ sku, goods }) => [sku.skuId, goods.asks ?? []])),
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
  ...(sku.offerId === undefined ? {} : { offerId: sku.offerId, regularFen: sku.regularFen }),
  costFen: sku.costFen,
  quantity,
  amountFen: priced.amount,
  pointsCents: priced.spendable,
  cashFen: priced.cash,
  plans: payablePlans(goods.plans, sku.priceFen, sku.costFen, plans),
});
