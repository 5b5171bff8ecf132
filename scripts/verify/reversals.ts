import { type Difference, memberAccount, orderAccount, system } from '@shared/ledger';
import { cashLeftOf } from '../../cloudfunctions/_orders/remains';
import type { JournalDocument, OrderDocument } from '../../cloudfunctions/_store/documents';
import type { Books } from './books';
import { compare } from './compare';
import { netsOf } from './entries';

/** What was reversed of an order is what the entries of its reversals moved, and never more than it was (rules §5). */
export function* checkReversals({ orders, journal }: Books): Generator<Difference> {
  const entries = new Map(journal.flatMap((one) => (one.kind === 'order.reverse' ? [[one._id, one] as const] : [])));
  for (const order of orders) {
    const reversals = order.reversals ?? [];
    const where = { check: 'orders', place: `order ${order._id}`, arises: reversals.at(-1)?.entryId ?? 'no reversal' };
    const reversed = reversals.reduce((sum, { cashFen }) => sum + cashFen, 0);
    yield* compare(where, 'reversedFen', reversed, order.reversedFen ?? 0);
    if (reversed > cashLeftOf(order))
      yield { ...where, what: 'reversedFen', expected: `at most ${cashLeftOf(order)}`, found: String(reversed) };
    for (const [nth, reversal] of reversals.entries())
      yield* checkReversal(order, nth, reversal, entries.get(reversal.entryId));
  }
}

function* checkReversal(
  { _id, memberId }: OrderDocument,
  nth: number,
  {
    no,
    entryId,
    recoveredFen,
    balanceFen = 0,
    isBalanceGivenUp,
    cancelledReleaseCents,
  }: NonNullable<OrderDocument['reversals']>[number],
  entry: JournalDocument | undefined,
): Generator<Difference> {
  const where = { check: 'orders', place: `order ${_id}`, arises: entryId };
  const what = `reversals.${nth}`;
  yield* compare(where, `${what}.no`, nth + 1, no);
  yield* compare(where, `${what}.entryId`, entry?._id, entryId);
  if (!entry) return;
  const net = netsOf(entry.postings);
  const balance = isBalanceGivenUp ? 0 : balanceFen;
  yield* compare(where, `${what}.recoveredFen`, net(system.sales, 'cash') + BigInt(balance), recoveredFen);
  yield* compare(where, `${what}.balanceFen`, net(memberAccount(memberId), 'cash'), balance);
  yield* compare(where, `${what}.cancelledReleaseCents`, -net(orderAccount(_id), 'remaining'), cancelledReleaseCents);
}
