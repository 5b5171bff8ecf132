import { type Address, type OutputOf, type PlanKind, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { PLAN_KINDS } from '@shared/plans';
import { cashOf, type PricedOrder, type PricedPurchase, toFree } from '@shared/rules';
import { joining } from '../_actions/joins';
import type { Caller } from '../_actions/outcomes';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { hasAcceptedBy } from '../_orders/accepted';
import { answersOf } from '../_orders/answers';
import { asksShown } from '../_orders/cards';
import { freightTo, isFreightByPlace } from '../_orders/freight';
import { stayShownOf } from '../_orders/stays/stay';
import { termsShown } from '../_orders/vouchers/shown';
import { addressesJoin } from './addresses';
import { heldCouponsJoin } from './couponChoice';
import { type OrderSums, type Sums, sumsOf } from './sums';

const joinsOf = () => [...balancesJoins, addressesJoin, heldCouponsJoin(Date.now())] as const;

type Preview = OutputOf<'shop.previewOrder'>;

/** The sums of a checkout, as `placeOrder` will make them. Changes nothing. */
export const previewOrder = joining<'shop.previewOrder', ReturnType<typeof joinsOf>>(
  joinsOf,
  async (input, caller, [wallet, figures, kept, held]) => {
    const { member, nowMs } = caller;
    const address = input.addressId ? kept.find((one) => one.addressId === input.addressId) : kept[0];
    if (input.addressId && !address) return refuse('address/unknown');
    const balances = await balancesJoined(member, [wallet, figures]);
    const { spendableCents: heldCents } = balances;
    const heldStableCents = wallet?.stableCents ?? 0;
    const sums = await sumsOf({
      memberId: member._id,
      lines: input.lines,
      useSpendable: input.useSpendableCents,
      heldCents,
      useStable: input.useStableCents,
      heldStableCents,
      useBalance: input.useBalanceFen,
      balances,
      coupons: input.coupons,
      usesBestCoupons: input.usesBestCoupons,
      heldCoupons: held,
      nowMs,
      place: address?.regionCode ?? null,
    });
    if (!sums.ok) return sums;
    const answered = answersOf(input.lines, sums.value.asks, nowMs, 'given');
    return answered.ok
      ? done(shownOf(sums.value, { heldCents, heldStableCents, heldFen: balances.cashFen }, address ?? null, caller))
      : answered;
  },
);

function shownOf(
  { orders, priced, settings, asks, cash }: Sums,
  held: { readonly heldCents: number; readonly heldStableCents: number; readonly heldFen: number },
  address: Address | null,
  { member, nowMs }: Caller,
): Preview {
  const counted = countedOf(orders);
  const isAccepted = ({ plan }: { plan: PlanKind }) => hasAcceptedBy(member.accepted, plan, nowMs);
  return {
    orders: orders.map((order) => orderShown(order, asks)),
    pieces: piecesOf(orders.flatMap(({ lines }) => lines)),
    payment: paymentOf(priced),
    spendable: {
      heldCents: held.heldCents,
      atMostCents: priced.mostSpendable,
      ratioMillionths: settings.pointsUseRatioMillionths,
      isTaken: priced.takesSpendable,
    },
    stable: { heldCents: held.heldStableCents, atMostCents: priced.mostStable, isTaken: priced.takesStable },
    balance: { heldFen: Math.max(held.heldFen, 0), atMostFen: priced.mostBalance, bar: cash.bar },
    invoiceableFen: orders.reduce((sum, one) => sum + (one.kind === 'topUp' ? 0 : cashOf(one.priced)), 0),
    counted: counted.filter(isAccepted),
    notAccepted: counted.filter((one) => !isAccepted(one)).map(({ plan }) => plan),
    settleAfterDays: settings.settleAfterDays,
    needsAddress: orders.some(({ kind }) => kind === 'delivered'),
    address,
  };
}

const orderShown = (
  { shop, kind, lines, coupon, priced, takesStable, sending }: OrderSums,
  asks: Sums['asks'],
): Preview['orders'][number] => ({
  shop: { shopId: shop._id, name: shop.name },
  kind,
  lines: lines.map((line) => ({
    goodsId: line.goodsId,
    skuId: line.skuId,
    title: line.title,
    label: line.label,
    picture: line.picture,
    ground: line.ground,
    priceFen: line.priceFen,
    ...(line.regularFen === undefined ? {} : { regularFen: line.regularFen }),
    quantity: line.quantity,
    amountFen: line.amountFen,
    ...(line.stay ? { stay: stayShownOf(line.stay) } : {}),
    asks: asksShown(asks.get(line.skuId)),
    voucher: line.voucher ? termsShown(line.voucher) : null,
  })),
  pieces: piecesOf(lines),
  payment: paymentOf(priced),
  freeFreightFromFen: kind === 'delivered' ? shop.freeFreightFromFen : 0,
  toFreeFreightFen: kind === 'delivered' && priced.freight > 0 ? toFree(freightTo(shop, null).terms, priced.goods) : 0,
  coupon: coupon.used && { heldId: coupon.used.held._id, name: coupon.used.held.name, why: coupon.why ?? 'chosen' },
  coupons: [...coupon.offered],
  takesSpendable: priced.takesSpendable,
  takesStable,
  deliveryWord: kind === 'delivered' ? shop.deliveryWord : '',
  sending,
  isFreightByPlace: kind === 'delivered' && isFreightByPlace(shop),
});

const piecesOf = (lines: OrderSums['lines']): number => lines.reduce((sum, { quantity }) => sum + quantity, 0);

const paymentOf = (priced: PricedOrder | PricedPurchase): Preview['payment'] => ({
  goodsFen: priced.goods,
  freightFen: priced.freight,
  couponFen: priced.coupon,
  spendableCents: priced.spendable,
  stableCents: priced.stable,
  balanceFen: priced.balance,
  cashFen: priced.cash,
});

/** Cash that plans count of all orders, in the plans' order. */
function countedOf(orders: Sums['orders']): { plan: PlanKind; countedFen: number }[] {
  const sums = new Map<PlanKind, number>();
  for (const { counted } of orders)
    for (const { plan, countedFen } of counted) sums.set(plan, (sums.get(plan) ?? 0) + countedFen);
  return PLAN_KINDS.flatMap((plan) => {
    const countedFen = sums.get(plan);
    return countedFen === undefined ? [] : [{ plan, countedFen }];
  });
}
