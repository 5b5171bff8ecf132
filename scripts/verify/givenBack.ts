import { type Fen, fen } from '@shared/kernel';
import { type Difference, memberAccount, system } from '@shared/ledger';
import { cashOf, refundOfOrder } from '@shared/rules';
import { cashLeftOf, isAllBack, lineRemains, paidOrderOf } from '../../cloudfunctions/_orders/remains';
import type { JournalDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import type { Books } from './books';
import { compare } from './compare';
import { netsOf } from './entries';

type Given = NonNullable<OrderDocument['givenBack']>[number];

/** What went back for pieces of an order is what the rule says of them, in turn, and what their entries moved (rules §5). */
export function* checkGivenBack({ orders, journal }: Books): Generator<Difference> {
  const entries = new Map(
    journal.flatMap((one) =>
      one.kind === 'order.refund' || one.kind === 'order.refundPaid' || one.kind === 'order.redeemedBack'
        ? [[one._id, one] as const]
        : [],
    ),
  );
  for (const order of orders) {
    const given = order.givenBack ?? [];
    const where = {
      check: 'orders',
      place: `order ${order._id}`,
      arises: given.at(-1)?.refundNo ?? 'nothing given back',
    };
    let before = order.lines.map(() => 0);
    let freightBefore: Fen = fen(0);
    for (const [nth, one] of given.entries()) {
      yield* checkOne(order, nth, one, { before, freightBefore, entries });
      before = before.map((pieces, at) => pieces + one.pieces[at]!);
      freightBefore = fen(freightBefore + one.freightFen);
    }
    yield* compare(where, 'freightBackFen', freightBefore, order.freightBackFen ?? 0);
    for (const [at, line] of order.lines.entries())
      yield* compare(where, `lines.${at}.backPieces`, before[at], line.backPieces ?? 0);
    const isOpen = given.some(({ refund }) => refund === 'due' || refund === 'sent');
    yield* compare(where, 'isRefundDue', isOpen, order.isRefundDue ?? false);
    if (given.length === 0) continue;
    const left = order.lines.reduce((sum, line) => sum + cashOf(lineRemains(line)), order.freightFen - freightBefore);
    yield* compare(where, 'cash left', left, cashLeftOf(order));
    const hasEnded = order.state === 'refunding' || order.state === 'refunded';
    yield* compare(where, 'has ended', isAllBack(order), hasEnded);
  }
}

function* checkOne(
  order: OrderDocument,
  nth: number,
  { no, pieces, entryId, refund, ...one }: Given,
  {
    before,
    freightBefore,
    entries,
  }: {
    readonly before: readonly number[];
    readonly freightBefore: Fen;
    readonly entries: ReadonlyMap<string, JournalDocument>;
  },
): Generator<Difference> {
  const { _id, memberId, redeemed } = order;
  const where = { check: 'orders', place: `order ${_id}`, arises: one.refundNo };
  const what = `givenBack.${nth}`;
  yield* compare(where, `${what}.no`, nth + 1, no);
  const back = refundOfOrder(paidOrderOf(order), { before, now: pieces, freightBefore, freight: fen(one.freightFen) });
  yield* compare(where, `${what}.cashFen`, back.cash, one.cashFen);
  yield* compare(where, `${what}.balanceFen`, back.balance, one.balanceFen ?? 0);
  yield* compare(where, `${what}.spendableCents`, back.spendable, one.spendableCents);
  yield* compare(where, `${what}.stableCents`, back.stable, one.stableCents);
  const points = netsOf(entries.get(entryId ?? '')?.postings ?? []);
  yield* compare(where, `${what}.entry, cash`, points(memberAccount(memberId), 'cash'), one.balanceFen ?? 0);
  yield* compare(where, `${what}.entry, spendable`, points(memberAccount(memberId), 'spendable'), one.spendableCents);
  yield* compare(where, `${what}.entry, stable`, points(memberAccount(memberId), 'stable'), one.stableCents);
  const paid = netsOf(entries.get(`order:${_id}:refundPaid:${no}`)?.postings ?? []);
  yield* compare(
    where,
    `${what}, cash that has arrived`,
    redeemed ? paid(memberAccount(memberId), 'stable') : paid(system.world, 'cash'),
    refund === 'paid' ? one.cashFen : 0,
  );
}
