// What is counted: pieces on the shelf and sold, the strict order of settlements.
import type { Difference } from '@shared/ledger';
import type { AfterSalesDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import type { Books } from './books';
import { compare } from './compare';
import { SERIAL_KINDS } from './serialKinds';

/**
 * Whether an order's pieces are off the shelf but for those that are told to be on it again: not when it was closed, paid
 * behind that, or given back whole before it was shipped.
 */
const holdsPieces = ({ isPlaced, state, shippedAtMs, givenBack }: OrderDocument): boolean =>
  isPlaced &&
  state !== 'closed' &&
  (givenBack !== undefined || !(['refunding', 'refunded'].includes(state) && shippedAtMs === null));

/** Pieces of a line that were given back before they were sent. */
const shelved = ({ givenBack = [] }: OrderDocument, at: number): number =>
  givenBack.reduce((sum, one) => sum + one.shelved[at]!, 0);

/** Whether a case holds, or has given away, what it is an exchange for: unless it ended otherwise. */
const holdsExchange = ({ isOpen, state, refundNos }: AfterSalesDocument): boolean =>
  isOpen ? refundNos.length === 0 : state === 'done' && refundNos.length === 0;

const addPieces = (pieces: Map<string, number>, id: string, quantity: number): void => {
  pieces.set(id, (pieces.get(id) ?? 0) + quantity);
};

/** Pieces sold are those that orders hold; numbers of settlements go from 1 without a gap. */
export function* checkCounts(books: Books): Generator<Difference> {
  yield* checkSequence(books);
  yield* checkPieces(books);
  yield* checkNights(books);
  yield* checkVisits(books);
}

/** Numbers that certificates of holding took: one as its points were locked, one as they were released; nothing is booked. */
const numbersOf = (holdings: Books['holdings']): number =>
  holdings.reduce((sum, { state }) => sum + (state === 'released' ? 2 : 1), 0);

function* checkSequence({ orders, journal, holdings, dayState }: Books): Generator<Difference> {
  const settled = orders.filter(({ sequence }) => sequence !== null).sort((a, b) => a.sequence! - b.sequence!);
  const booked = journal.filter(({ kind }) => SERIAL_KINDS.includes(kind)).length;
  const others = booked + numbersOf(holdings);
  let before = 0;
  for (const [nth, { _id, sequence, settleDay }] of settled.entries()) {
    const where = { check: 'counts', place: `order ${_id}`, arises: settleDay! };
    // Between two orders there are at most as many numbers as there are other events.
    const isNext = sequence! > before && sequence! <= nth + 1 + others;
    yield* compare(where, 'sequence', isNext ? sequence! : nth + 1, sequence);
    before = sequence!;
  }
  const where = { check: 'counts', place: 'day', arises: dayState?.openDay ?? 'the first day' };
  yield* compare(where, 'sequence', settled.length + others, dayState?.sequence ?? 0);
}

function* checkPieces({ orders, cases, stock, goods }: Books): Generator<Difference> {
  const held = new Map<string, number>();
  const soldBySettled = new Map<string, number>();
  const placed = new Set<string>();
  for (const order of orders) {
    if (order.isPlaced) placed.add(order._id);
    for (const [at, { skuId, goodsId, quantity, backPieces = 0, stay }] of order.lines.entries()) {
      if (holdsPieces(order) && !stay) addPieces(held, skuId, quantity - shelved(order, at));
      if (order.state === 'settled' && quantity > backPieces) addPieces(soldBySettled, goodsId, quantity - backPieces);
    }
  }
  for (const one of cases)
    if (holdsExchange(one)) for (const { to, quantity } of one.lines) if (to) addPieces(held, to.skuId, quantity);
  for (const { _id, left, sold, holds } of stock) {
    const where = { check: 'stock', place: `stock ${_id}`, arises: 'the orders of it' };
    if (left < 0) yield { ...where, what: 'left', expected: 'at least 0', found: String(left) };
    // Pieces taken for orders that are still being placed.
    const taken = Object.entries(holds).reduce((sum, [orderId, count]) => sum + (placed.has(orderId) ? 0 : count), 0);
    yield* compare(where, 'sold', (held.get(_id) ?? 0) + taken, sold);
  }
  for (const { _id, soldCount } of goods) {
    const where = { check: 'stock', place: `goods ${_id}`, arises: 'the settled orders of it' };
    yield* compare(where, 'soldCount', soldBySettled.get(_id) ?? 0, soldCount);
  }
}

/**
 * A visit that is booked with a voucher stands once in its day, for as many pieces; whatever else stands there is over.
 * Before what was missed was marked, nothing told it of a day that has passed.
 */
function* checkVisits({ vouchers, visits, dayState }: Books): Generator<Difference> {
  const rows = new Map(
    visits.map((one) => [one._id, one.visits.filter(({ isDone, isMissed }) => !isDone && !isMissed)]),
  );
  for (const { _id, goodsId, visit } of vouchers) {
    if (!visit) continue;
    const there = (rows.get(`${goodsId}:${visit.day}`) ?? []).filter(
      ({ code, time }) => code === _id && time === visit.time,
    );
    // The code lets its holder in: it is not told.
    const where = {
      check: 'stock',
      place: `visits ${goodsId}:${visit.day} ${visit.time}`,
      arises: 'the vouchers of it',
    };
    yield* compare(where, 'pieces', visit.pieces, there.length === 1 ? there[0]!.pieces : 0);
  }
  const booked = new Map(vouchers.map(({ _id, visit }) => [_id, visit]));
  for (const { _id, day } of visits) {
    if (day < (dayState?.openDay ?? '')) continue;
    for (const { code, time, pieces } of rows.get(_id)!) {
      const own = booked.get(code);
      const where = { check: 'stock', place: `visits ${_id} ${time}`, arises: 'the vouchers of it' };
      if (own?.day !== day || own.time !== time) yield* compare(where, 'pieces', 0, pieces);
    }
  }
}

/** Rooms taken of each night are those of orders that hold them, and of orders that are still being placed. */
function* checkNights({ orders, nights }: Books): Generator<Difference> {
  const held = new Map<string, number>();
  const row = new Map(nights.map((one) => [one._id, one]));
  for (const order of orders)
    for (const [at, { skuId, quantity, stay }] of order.lines.entries())
      for (const { day } of stay?.nights ?? []) {
        const isBeingPlaced = !order.isPlaced && row.get(`${skuId}:${day.slice(0, 7)}`)?.holds[order._id] !== undefined;
        if (isBeingPlaced || holdsPieces(order)) addPieces(held, `${skuId}:${day}`, quantity - shelved(order, at));
      }
  for (const { _id, taken } of nights)
    for (const [date, rooms] of Object.entries(taken)) {
      const where = { check: 'stock', place: `nights ${_id}-${date}`, arises: 'the orders of it' };
      yield* compare(where, 'taken', held.get(`${_id}-${date}`) ?? 0, rooms);
    }
}
