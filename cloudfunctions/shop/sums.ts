import { type GoodsKind, type ParsedOf, type PlanKind, refuse } from '@shared/contract';
import { businessDayOf, fen, type Outcome, rate, seenAs, spendableCents, stableCents } from '@shared/kernel';
import {
  cashOf,
  countedCash,
  type PricedLine,
  type PricedOrder,
  type PricedPurchase,
  type PurchasedOrder,
  type PurchaseRefusal,
  pricePurchase,
} from '@shared/rules';
import type { Balances } from '../_books/balances';
import { type Spendable, spendableCash } from '../_books/cashOut';
import type { AsksOf } from '../_orders/answers';
import { boughtOf, type Limit, passedOf } from '../_orders/bought';
import { isTopUp, labelOf, voucherTermsOf } from '../_orders/cards';
import { freightTo, NO_FREIGHT, type PlaceCode, type Sending } from '../_orders/freight';
import { marginOf } from '../_orders/margin';
import { type PlansInForce, payablePlans, type ShopRules, shopRulesOn } from '../_plans/plans';
import type { OrderDocument, OrderLine, ShopDocument } from '../_store/documents';
import type { HeldCouponDocument } from '../_store/documents/coupons';
import type { Settings } from '../_store/settings';
import { type CouponOfOrder, type CouponsRefusal, chooseCoupons } from './couponChoice';
import { type Found, type FoundOrder, findOrders, type LinesRefusal, limitsOf } from './lines';
import { atOffers } from './offeredLines';

type SumsRefusal = LinesRefusal | 'goods/limit' | CouponsRefusal | PurchaseRefusal | 'balance/barred';

/** What one order comes to. */
export interface OrderSums {
  readonly shop: ShopDocument;
  readonly kind: GoodsKind;
  readonly lines: readonly OrderLine[];
  readonly coupon: CouponOfOrder;
  readonly priced: PricedOrder;
  readonly takesStable: boolean;
  /** Whether its shop sends it to where it is to go. */
  readonly sending: Sending;
  readonly counted: readonly { readonly plan: PlanKind; readonly countedFen: number }[];
}

/** What a purchase comes to: its orders, and all of them together. */
export interface Sums {
  readonly settings: Settings;
  readonly orders: readonly OrderSums[];
  /** What the goods of each line ask for. */
  readonly asks: AsksOf;
  readonly priced: PricedPurchase;
  /** What of the member's cash balance may be spent now. */
  readonly cash: Spendable;
  /** Products that a member may buy so many of: looked at here, held to where the orders are placed. */
  readonly limits: readonly Limit[];
}

/** Who asks for what, and what of his wallet is to pay. */
interface SumsAsked {
  readonly memberId: string;
  readonly lines: ParsedOf<'shop.previewOrder'>['lines'];
  readonly useSpendable: number | 'most';
  readonly heldCents: number;
  readonly useStable: number | 'most';
  readonly heldStableCents: number;
  readonly useBalance: number | 'most';
  /** The balances of whoever may pay with cash balance; null where nobody asks. */
  readonly balances: Balances | null;
  readonly coupons: ParsedOf<'shop.previewOrder'>['coupons'];
  readonly usesBestCoupons: boolean;
  /** The coupons that the member holds: all that can be used, or those that are named. */
  readonly heldCoupons: readonly HeldCouponDocument[];
  readonly nowMs: number;
  /** Where what is sent is to go. */
  readonly place: PlaceCode;
  /** The orders may hold their pieces already, at these limited-time prices: what is left is not looked at. */
  readonly taken?: { readonly offerIds: readonly string[] } | undefined;
}

/** The sums of a purchase, as goods, plans and settings are now: two requests, one more where goods have limits. */
export async function sumsOf(asked: SumsAsked): Promise<Outcome<Sums, SumsRefusal>> {
  const [found, rules] = await Promise.all([
    findOrders(asked.lines, asked.taken !== undefined, asked.nowMs),
    shopRulesOn(businessDayOf(asked.nowMs)),
  ]);
  if (!found.ok) return found;
  const regular = found.value.flatMap((order) => order.lines);
  const limits = limitsOf(regular, asked.nowMs);
  const bought = await boughtOf(asked.memberId, limits);
  const wanted = found.value.map((order) => ({
    ...order,
    lines: atOffers(order.lines, bought, asked.nowMs, asked.taken?.offerIds),
  }));
  const lines = wanted.flatMap((order) => order.lines);
  const pieces = lines.map(({ goods, quantity }) => ({ goodsId: goods._id, quantity }));
  const passed = passedOf(bought, pieces, limits);
  if (passed) return refuse('goods/limit', { most: passed.most, title: passed.title });
  const coupons = chooseCoupons(wanted, asked.heldCoupons, asked, asked.nowMs);
  if (!coupons.ok) return coupons;
  const cash = cashOfMember(asked, rules);
  if (cash.bar && asked.useBalance !== 'most' && asked.useBalance > 0)
    return refuse('balance/barred', { why: cash.bar });
  return seenAs(priceOf(asked, wanted, coupons.value, rules, cash), (priced) => ({
    settings: rules.settings,
    cash,
    orders: wanted.map((order, at) =>
      summed(asked, order, rules.plans, { coupon: coupons.value[at]!, priced: priced.orders[at]! }),
    ),
    asks: new Map(lines.map(({ sku, goods }) => [sku.skuId, goods.asks ?? []])),
    priced,
    limits,
  }));
}

/** Money that a member holds is spent wherever it may be paid out (trust §1): by the same clearance, stops and blocks. */
const cashOfMember = ({ balances }: SumsAsked, { settings, plans }: ShopRules): Spendable =>
  balances ? spendableCash(balances, settings, plans.isCleared('withdrawal')) : { bar: null, readyFen: 0 };

/** Whether a shop takes stable points of a member: nobody pays a shop of his own (rules §2). */
const takesStableOf = ({ takesStable, ownerId }: ShopDocument, memberId: string): boolean =>
  takesStable && ownerId !== memberId;

/** What sending an order to a place costs: of goods that nobody sends, nothing. */
const sendingOf = ({ shop, kind }: FoundOrder, place: PlaceCode): ReturnType<typeof freightTo> =>
  kind === 'delivered' ? freightTo(shop, place) : { terms: NO_FREIGHT, sending: 'possible' };

const purchasedOf = (order: FoundOrder, { used }: CouponOfOrder, { memberId, place }: SumsAsked): PurchasedOrder => ({
  lines: order.lines.map(({ goods, sku, quantity }) => ({
    price: fen(sku.priceFen),
    quantity,
    grams: sku.grams ?? 0,
    takesSpendable: goods.takesSpendable && order.shop.takesSpendable,
    isTopUp: isTopUp(goods),
  })),
  freight: sendingOf(order, place).terms,
  coupon: used && { worth: used.off, isFor: used.isFor },
  takesStable: takesStableOf(order.shop, memberId),
});

const priceOf = (
  asked: SumsAsked,
  found: readonly FoundOrder[],
  coupons: readonly CouponOfOrder[],
  { settings }: ShopRules,
  cash: Spendable,
) =>
  pricePurchase({
    orders: found.map((order, at) => purchasedOf(order, coupons[at]!, asked)),
    spendable: asked.useSpendable === 'most' ? 'most' : spendableCents(asked.useSpendable),
    spendableHeld: spendableCents(Math.max(asked.heldCents, 0)),
    pointsUseRatio: rate(settings.pointsUseRatioMillionths),
    stable: asked.useStable === 'most' ? 'most' : stableCents(asked.useStable),
    stableHeld: stableCents(asked.heldStableCents),
    balance: asked.useBalance === 'most' ? 'most' : fen(asked.useBalance),
    balanceHeld: fen(cash.readyFen),
  });

function summed(
  { memberId, place }: SumsAsked,
  order: FoundOrder,
  plans: PlansInForce,
  { coupon, priced }: Pick<OrderSums, 'coupon' | 'priced'>,
): OrderSums {
  const { shop, kind } = order;
  const lines = order.lines.map((one, at) => lineOf(one, priced.lines[at]!, plans, couponKept(coupon)));
  const counting = lines.map((line, at) => ({ cash: cashOf(priced.lines[at]!), plans: line.plans }));
  // Nobody's own shop counts for him (rules §5).
  const counted = shop.ownerId === memberId ? [] : countedCash(counting);
  return {
    shop,
    kind,
    lines,
    coupon,
    priced,
    takesStable: takesStableOf(shop, memberId),
    sending: sendingOf(order, place).sending,
    counted: counted.map((one) => ({ plan: one.plan, countedFen: one.counted })),
  };
}

/** What an order keeps of its coupon. */
export const couponKept = ({ used }: CouponOfOrder): OrderDocument['coupon'] =>
  used ? { heldId: used.held._id, name: used.held.name, isBorneByShop: used.held.bearer === 'shop' } : undefined;

function lineOf(
  { goods, sku, quantity, stay }: Found,
  priced: PricedLine,
  plans: PlansInForce,
  coupon: OrderDocument['coupon'],
): OrderLine {
  const terms = voucherTermsOf(goods);
  const line = {
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
    ...(priced.coupon > 0 ? { couponFen: priced.coupon } : {}),
    pointsCents: priced.spendable,
    ...(priced.stable > 0 ? { stableCents: priced.stable } : {}),
    ...(priced.balance > 0 ? { balanceFen: priced.balance } : {}),
    cashFen: priced.cash,
    ...(terms ? { voucher: terms } : {}),
    ...(stay ? { stay } : {}),
  };
  const { price, cost } = marginOf(line, { coupon });
  return { ...line, plans: payablePlans(goods.plans, price, cost, plans) };
}
