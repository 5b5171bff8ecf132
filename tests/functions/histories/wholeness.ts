// What holds in a shop whatever happened in it, and once everything has come to its end.

import { memberAccount, system } from '@shared/ledger';
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
  JournalDocument,
  OrderDocument,
  StockDocument,
  VoucherDocument,
} from '../../../cloudfunctions/_store/documents';
import type { NightsDocument } from '../../../cloudfunctions/_store/documents/stays';
import type { Payment, Refund } from '../../../localcloud/sandbox';
import { all, differences } from '../books';
import { couponFaults } from '../couponBooks';
import { voucherFaults } from '../voucherBooks';
import type { TestWorld } from '../world';
import { PIECES_AT_OFFER, ROOMS, STOCK } from './bazaar';

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

/** Rooms taken of each night, by what names the night; of orders that have not ended, or whose guest came. */
function roomsTaken(world: TestWorld): Map<string, number> {
  const taken = new Map<string, number>();
  for (const { _id, lines, givenBack = [], state } of placedOf(world)) {
    if (state === 'closed' || (state === 'refunded' && isRefundOfClosed(world, _id))) continue;
    for (const [at, { skuId, quantity, stay }] of lines.entries())
      for (const { day } of stay?.nights ?? []) {
        const rooms = quantity - sum(givenBack.map(({ shelved }) => shelved[at] ?? 0));
        taken.set(`${skuId}:${day}`, (taken.get(`${skuId}:${day}`) ?? 0) + rooms);
      }
  }
  return taken;
}

const nightsOf = (world: TestWorld): (readonly [night: string, rooms: number])[] =>
  all<NightsDocument>(world, 'nights').flatMap(({ _id, taken }) =>
    Object.entries(taken).map(([date, rooms]) => [`${_id}-${date}`, rooms] as const),
  );

/** No night has more guests than rooms, or fewer than none: whoever is placing at the moment. */
const nightFaults = (world: TestWorld): string[] =>
  nightsOf(world)
    .filter(([, rooms]) => rooms < 0 || rooms > ROOMS)
    .map(([night, rooms]) => `${night}: ${rooms} of ${ROOMS} rooms are taken`);

/** Rooms of every night are with orders or free, once everything has come to its end. */
function roomFaults(world: TestWorld): string[] {
  const expected = roomsTaken(world);
  const found = new Map(nightsOf(world));
  return [...new Set([...expected.keys(), ...found.keys()])]
    .filter((night) => (expected.get(night) ?? 0) !== (found.get(night) ?? 0))
    .map((night) => `${night}: ${found.get(night) ?? 0} taken, ${expected.get(night) ?? 0} with orders`);
}

/** Marks of placings that nobody dropped: they would make rows of the shelf grow for ever. */
const holdFaults = (world: TestWorld): string[] =>
  ['stock', 'offers', 'nights'].flatMap((name) =>
    all<Pick<StockDocument, '_id' | 'holds'>>(world, name).flatMap(({ _id, holds = {} }) =>
      Object.keys(holds).map((orderId) => `${_id} is still held by ${orderId}`),
    ),
  );

/**
 * By the journal alone: nothing stands between buyer and shop any more, and of an order that ended without its goods its
 * buyer has all again that it was paid with, but the freight that was decided to stay.
 */
function ledgerFaults(world: TestWorld): string[] {
  const moved = new Map<string, number>();
  for (const { orderId, postings } of all<JournalDocument>(world, 'journal'))
    if (orderId)
      for (const { asset, from, to, amount } of postings)
        for (const [account, units] of [
          [from, -amount],
          [to, amount],
        ] as const)
          moved.set(`${orderId} ${asset} ${account}`, (moved.get(`${orderId} ${asset} ${account}`) ?? 0) + units);
  const of = (orderId: string, asset: string, account: string) => moved.get(`${orderId} ${asset} ${account}`) ?? 0;
  return placedOf(world).flatMap(({ _id, memberId, state, freightFen, freightBackFen = 0, redeemed }) => {
    const between = ['cash', 'stable'].filter((asset) => of(_id, asset, system.orders) !== 0);
    if (redeemed || (state !== 'closed' && state !== 'refunded'))
      return between.map((asset) => `${_id}: ${asset} held`);
    const member = memberAccount(memberId);
    const kept = state === 'refunded' && !isRefundOfClosed(world, _id) ? freightFen - freightBackFen : 0;
    const back = {
      cash: of(_id, 'cash', member) + of(_id, 'cash', system.world) + kept,
      stable: of(_id, 'stable', member),
      spendable: of(_id, 'spendable', member),
    };
    return [
      ...between.map((asset) => `${_id}: ${asset} held`),
      ...Object.entries(back).flatMap(([asset, units]) =>
        units === 0 ? [] : [`${_id}, ${state}: ${units} of ${asset} too few or many are back`],
      ),
    ];
  });
}

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
    ...nightFaults(world),
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
  ...roomFaults(world),
  ...holdFaults(world),
  ...ledgerFaults(world),
  ...moneyFaults(world),
  ...differences(world),
];
