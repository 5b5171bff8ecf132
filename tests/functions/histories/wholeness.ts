// What holds in a shop whatever happened in it, and once everything has come to its end.
import {
  afterSalesMachine,
  firstAfterSalesState,
  firstOrderState,
  isAfterSalesOpen,
  next,
  orderMachine,
  topUpMachine,
} from '@shared/machines';
import type {
  AfterSalesDocument,
  OrderDocument,
  StockDocument,
  VoucherDocument,
} from '../../../cloudfunctions/_store/documents';
import type { Payment, Refund } from '../../../localcloud/sandbox';
import { all, differences } from '../books';
import { couponFaults } from '../couponBooks';
import { voucherFaults } from '../voucherBooks';
import type { TestWorld } from '../world';
import { PIECES_AT_OFFER, STOCK } from './bazaar';

/** Which transitions of which machine were gone through, and how often. */
export type Ways = Map<string, number>;

interface Logged {
  readonly _id: string;
  readonly state: string;
  readonly log: readonly { readonly event: string; readonly state: string }[];
}
type AnyMachine = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Follows a log through its machine from the first state on. What the machine knows in no state is only told there, and
 * leaves the state where it is. @returns where the log left the machine, in words.
 */
function wayFaults(
  kind: string,
  machine: AnyMachine,
  first: string,
  { _id, state, log }: Logged,
  ways: Ways,
): string[] {
  const known = new Set(Object.values(machine).flatMap((events) => Object.keys(events)));
  let at = first;
  for (const step of log) {
    const to = known.has(step.event) ? next(machine, at, step.event) : at;
    if (to !== step.state) return [`${kind} ${_id}: ${step.event} led from ${at} to ${step.state}`];
    if (known.has(step.event)) {
      const way = `${kind}: ${at} –${step.event}→ ${to}`;
      ways.set(way, (ways.get(way) ?? 0) + 1);
    }
    at = to;
  }
  return at === state ? [] : [`${kind} ${_id}: its log ends in ${at}, it is ${state}`];
}

/** All transitions that there are, as `ways` names them. */
export const allWays = (): string[] =>
  Object.entries({ order: orderMachine, case: afterSalesMachine } as Record<string, AnyMachine>).flatMap(
    ([kind, machine]) =>
      Object.entries(machine).flatMap(([from, events]) =>
        Object.entries(events).map(([event, to]) => `${kind}: ${from} –${event}→ ${to}`),
      ),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const isTaken = ({ state }: OrderDocument): boolean => state !== 'closed' && state !== 'awaitingPayment';
const placedOf = (world: TestWorld) => all<OrderDocument>(world, 'orders').filter(({ isPlaced }) => isPlaced);

/** Pieces on the shelf and with buyers are all there ever were, by size; none is left over of an order that ended. */
function stockFaults(world: TestWorld): string[] {
  const gone = new Map<string, number>();
  const add = (skuId: string, pieces: number) => gone.set(skuId, (gone.get(skuId) ?? 0) + pieces);
  for (const { _id, lines, givenBack = [], state } of placedOf(world)) {
    if (state === 'closed' || (state === 'refunded' && isRefundOfClosed(world, _id))) continue;
    for (const [at, { skuId, quantity }] of lines.entries())
      add(skuId, quantity - sum(givenBack.map(({ shelved }) => shelved[at] ?? 0)));
  }
  for (const one of all<AfterSalesDocument>(world, 'afterSales'))
    for (const { to, quantity } of one.lines) if (to && (one.isOpen || one.exchangeParcel)) add(to.skuId, quantity);
  const left = all<StockDocument>(world, 'stock').filter(({ _id }) => gone.has(_id) || _id.endsWith('-1'));
  return left.flatMap(({ _id, left: pieces, goodsId }) => {
    const there = goodsId === 'apple' || STOCKED.has(goodsId) ? STOCK : null;
    const bought = gone.get(_id) ?? 0;
    return there === null || pieces + bought === there ? [] : [`${_id}: ${pieces} left, ${bought} bought, of ${there}`];
  });
}
const STOCKED = new Set(['plain', 'tea', 'rice', 'oil', 'credit', 'rare', 'meal', 'bath', 'share', 'bed', 'both']);
const isRefundOfClosed = (world: TestWorld, orderId: string): boolean =>
  (world.cloud.engine.get('orders', orderId) as unknown as OrderDocument).log.some(
    ({ event, state }) => event === 'payment.received' && state === 'refunding',
  );

/** A limited-time price is had by no more pieces than it was for. */
function offerFaults(world: TestWorld): string[] {
  const bought = sum(
    placedOf(world)
      .filter(isTaken)
      .flatMap(({ lines }) => lines.filter(({ offerId }) => offerId).map(({ quantity }) => quantity)),
  );
  return bought > PIECES_AT_OFFER ? [`${bought} pieces at a price that was for ${PIECES_AT_OFFER}`] : [];
}

/**
 * The cashier's money is the orders': what an order was paid and what has gone back to its buyer, each payment the sum of
 * its orders, and never more back than was paid. Once everything has come to its end.
 */
function moneyFaults(world: TestWorld): string[] {
  const orders = new Map(placedOf(world).map((order) => [order._id, order]));
  const refunds = all<Refund>(world, 'local__refunds').filter(({ state }) => state === 'SUCCESS');
  const payments = new Map(all<Payment>(world, 'local__payments').map((one) => [one._id, one]));
  const faults: string[] = [];
  for (const order of orders.values()) {
    const payment = payments.get(order.purchase?.purchaseId ?? order._id);
    const isPaid = payment !== undefined && payment.paidAt !== null;
    const back = sum(refunds.filter(({ _id }) => _id.startsWith(`${order._id}R`)).map(({ refundFee }) => refundFee));
    const { givenBack = [], reversals = [], cashFen, state, _id } = order;
    const due = isRefundOfClosed(world, _id)
      ? cashFen
      : sum(givenBack.map((one) => one.cashFen)) +
        sum(reversals.map(({ refundableFen, balanceFen = 0 }) => refundableFen - balanceFen));
    const isBooked = order.paidAtMs !== null && (cashFen > 0 || payment !== undefined);
    if (cashFen > 0 && isPaid !== isBooked) faults.push(`${_id}, ${state}: ${isPaid ? 'paid' : 'booked'} alone`);
    if (isPaid && (state === 'closed' || state === 'awaitingPayment'))
      faults.push(`${_id}, ${state}: its money is kept`);
    if (back !== due) faults.push(`${_id}, ${state}: ${back} went back of ${due}`);
    const balanceBack = sum([...givenBack, ...reversals].map(({ balanceFen = 0 }) => balanceFen));
    if (balanceBack > (order.balanceFen ?? 0))
      faults.push(`${_id}: ${balanceBack} of ${order.balanceFen} is balance again`);
    if (back > cashFen) faults.push(`${_id}: ${back} went back of ${cashFen} paid`);
  }
  for (const { _id, totalFee } of payments.values()) {
    const first = orders.get(_id);
    if (!first) continue;
    const total = sum((first.purchase?.orderIds ?? [_id]).map((id) => orders.get(id)!.cashFen));
    if (total !== totalFee) faults.push(`${_id}: pays ${totalFee} of ${total}`);
  }
  return faults;
}

/** What does not hold, whatever is going on: machines, coupons, limited-time prices, the books. */
export function faultsAtAnyTime(world: TestWorld, ways: Ways = new Map()): string[] {
  const orders = placedOf(world);
  return [
    ...orders.flatMap((order) => wayFaults('order', orderMachine as AnyMachine, firstOrderState, order, ways)),
    ...all<AfterSalesDocument>(world, 'afterSales').flatMap((one) =>
      wayFaults('case', afterSalesMachine as AnyMachine, firstAfterSalesState, one, ways),
    ),
    ...orders.flatMap(({ _id, topUps = [] }) =>
      topUps.filter(({ state }) => !(state in topUpMachine)).map(({ state }) => `${_id}: a top-up is ${state}`),
    ),
    ...couponFaults(world),
    ...voucherFaults(world),
    ...offerFaults(world),
  ];
}

const ENDED = ['settled', 'closed', 'refunded'];

/** What does not hold once everything should have come to its end. */
export const faultsAtTheEnd = (world: TestWorld, ways: Ways): string[] => [
  ...faultsAtAnyTime(world, ways),
  ...placedOf(world).flatMap(({ _id, state, isRefundPending, isRefundDue, stuckSinceMs, mayBePaid }) => [
    ...(ENDED.includes(state) ? [] : [`${_id} is still ${state}`]),
    ...(isRefundPending || isRefundDue ? [`${_id}, ${state}: something of it is still to go back`] : []),
    ...(stuckSinceMs ? [`${_id}, ${state}: an errand is stuck`] : []),
    ...(mayBePaid ? [`${_id}, ${state}: it may still be paid`] : []),
  ]),
  ...all<OrderDocument>(world, 'orders').flatMap(({ _id, isPlaced, isSwept }) =>
    isPlaced || isSwept ? [] : [`${_id} was never placed, and not swept`],
  ),
  ...all<AfterSalesDocument>(world, 'afterSales').flatMap(({ _id, state }) =>
    isAfterSalesOpen(state) ? [`case ${_id} is still ${state}`] : [],
  ),
  ...all<VoucherDocument>(world, 'vouchers').flatMap(({ _id, state }) =>
    state === 'issued' ? [`voucher ${_id} is still issued`] : [],
  ),
  ...stockFaults(world),
  ...moneyFaults(world),
  ...differences(world),
];
