import { balancesOf } from '@shared/ledger';
import { next, type OrderEvent, type OrderState, orderMachine } from '@shared/machines';
import type {
  DayTotalsDocument,
  GoodsDocument,
  JournalDocument,
  LineDocument,
  OrderDocument,
  PaymentDocument,
  StockDocument,
} from '../../cloudfunctions/_store/documents';
import type { DayStateDocument, PoolDocument } from '../../cloudfunctions/_store/documents/platform';
import { all, type Books, differences } from './books';

const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((total, one) => total + of(one), 0);
const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.toSorted().join() === others.toSorted().join();

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** Whether an order's pieces are off the shelf: not when it was closed, or given back before it was shipped. */
const holdsPieces = ({ state, shippedAtMs }: OrderDocument): boolean =>
  state !== 'closed' && !(['refunding', 'refunded'].includes(state) && shippedAtMs === null);

/**
 * What is half written, in words: nothing, however the server ended. Every change of an order is told in its record,
 * its journal entries and its payment alike; pieces left and sold are `stock` a SKU, those sold are what orders hold;
 * every balance is that of the journal; what is counted (days, sequence, pool) is what was settled.
 */
export function halfWritten(books: Books, stock: number): string[] {
  const orders = all<OrderDocument>(books, 'orders');
  const faults = differences(books);
  const check = (holds: boolean, told: string) => {
    if (!holds) faults.push(told);
  };
  checkOrders(books, orders, check);
  checkPieces(books, orders, stock, check);
  checkCounts(books, orders, check);
  return faults;
}

type Check = (holds: boolean, told: string) => void;

function checkOrders(books: Books, orders: readonly OrderDocument[], check: Check): void {
  const entries = grouped(all<JournalDocument>(books, 'journal'), ({ orderId }) => orderId ?? '');
  const payments = grouped(all<PaymentDocument>(books, 'payments'), ({ orderId }) => orderId);
  const known = new Set(orders.map(({ _id }) => _id));
  for (const id of [...entries.keys(), ...payments.keys()])
    check(id === '' || known.has(id), `journal or payments know an order ${id} that does not exist`);
  for (const order of orders) {
    const { _id, state, log, cashFen } = order;
    const booked = entries.get(_id) ?? [];
    if (!order.isPlaced) {
      check(log.length + booked.length === 0, `${_id} is not placed, but booked`);
      continue;
    }
    let reached: OrderState | undefined = 'awaitingPayment';
    for (const { event, state: after } of log)
      if (event !== 'order.placed' && !/^refund\.(requested|rejected)$/.test(event)) {
        reached = reached && next(orderMachine, reached, event as OrderEvent);
        check(reached === after, `${_id}: ${event} led to ${after}`);
      }
    check(reached === state, `${_id} is ${state}, its record says ${reached}`);
    const told = log.flatMap(({ entryId }) => entryId ?? []);
    check(
      isSame(
        told,
        booked.map((entry) => entry._id),
      ),
      `${_id}: record and journal differ: ${told} | ${booked.map((entry) => entry._id)}`,
    );
    const paid = log.filter(({ event }) => event === 'payment.received').length;
    check(paid <= 1 && (order.paidAtMs !== null) === (paid === 1), `${_id} was paid ${paid} times`);
    const arrived = payments.get(_id) ?? [];
    check(arrived.length === (cashFen > 0 ? paid : 0), `${_id}: ${arrived.length} payments, ${paid} in its record`);
    const cash = balancesOf(booked.flatMap(({ postings }) => postings)).get('world:payments cash') ?? 0n;
    const kept = paid === 1 && state !== 'refunded' ? cashFen : 0;
    check(cash === BigInt(-kept), `${_id}: its buyer has paid ${-cash}, not ${kept}`);
    check((state === 'settled') === (order.sequence !== null), `${_id} is ${state} as number ${order.sequence}`);
  }
  const journalIds = new Set([...entries.values()].flatMap((some) => some.map(({ _id }) => _id)));
  for (const { _id, journalId } of all<LineDocument>(books, 'lines'))
    check(journalIds.has(journalId), `the line ${_id} has no entry ${journalId}`);
}

function checkPieces(books: Books, orders: readonly OrderDocument[], stock: number, check: Check): void {
  const held = new Map<string, number>();
  for (const { lines } of orders.filter((order) => order.isPlaced && holdsPieces(order)))
    for (const { skuId, quantity } of lines) held.set(skuId, (held.get(skuId) ?? 0) + quantity);
  const isPlaced = new Map(orders.map((order) => [order._id, order.isPlaced]));
  for (const { _id, left, sold, holds } of all<StockDocument>(books, 'stock')) {
    check(left + sold === stock && left >= 0, `${_id}: ${left} left and ${sold} sold of ${stock}`);
    const beingPlaced = sum(Object.entries(holds), ([orderId, count]) => (isPlaced.get(orderId) ? 0 : count));
    const placed = held.get(_id) ?? 0;
    check(sold === placed + beingPlaced, `${_id}: ${sold} sold, orders hold ${placed} and ${beingPlaced}`);
  }
}

function checkCounts(books: Books, orders: readonly OrderDocument[], check: Check): void {
  const settled = orders.filter(({ state }) => state === 'settled');
  const platform = all<{ _id: string }>(books, 'platform');
  const day = platform.find(({ _id }) => _id === 'day') as DayStateDocument | undefined;
  const numbers = settled.map(({ sequence }) => sequence!).toSorted((a, b) => a - b);
  check(
    numbers.every((number, at) => number === at + 1) && numbers.length === (day?.sequence ?? 0),
    `settled as ${numbers} up to ${day?.sequence}`,
  );
  const totals = all<DayTotalsDocument>(books, 'dayTotals');
  check(sum(totals, (total) => total.orders) === settled.length, 'the days count other orders than were settled');
  check(sum(totals, ({ turnoverFen }) => turnoverFen) === sum(settled, ({ cashFen }) => cashFen), 'so with turnover');
  const pool = platform.find(({ _id }) => _id === 'pool') as PoolDocument | undefined;
  const purchases = settled.filter(({ grants }) => grants.some(({ plan }) => plan === 'appreciation')).length;
  check((pool?.purchases ?? 0) === purchases, `the pool knows ${pool?.purchases} purchases of ${purchases}`);
  for (const { _id, soldCount } of all<GoodsDocument>(books, 'goods')) {
    const pieces = sum(settled, ({ lines }) =>
      sum(
        lines.filter(({ goodsId }) => goodsId === _id),
        ({ quantity }) => quantity,
      ),
    );
    check(soldCount === pieces, `${_id} is said to be sold ${soldCount} times, not ${pieces}`);
  }
}
