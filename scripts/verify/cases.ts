import type { Difference } from '@shared/ledger';
import { isAfterSalesOpen, waitsFor } from '@shared/machines';
import { type Books, groupedBy } from './books';
import { compare } from './compare';

/** Open cases and what their orders say of them are the same; nothing is asked back that is not there. */
export function* checkCases({ orders, cases }: Books): Generator<Difference> {
  const byOrder = groupedBy(cases, ({ orderId }) => orderId);
  for (const order of orders) {
    const own = byOrder.get(order._id) ?? [];
    const open = order.openCases ?? [];
    const where = { check: 'orders', place: `order ${order._id}`, arises: own.at(-1)?._id ?? 'no case' };
    const ids = (list: readonly string[]) => [...list].sort().join(' ');
    const expected = ids(own.filter(({ isOpen }) => isOpen).map(({ _id }) => _id));
    yield* compare(where, 'openCases', expected, ids(open.map(({ caseId }) => caseId)));
    yield* compare(where, 'isRefundPending', open.length > 0, order.isRefundPending);
    yield* compare(where, 'caseCount', own.length, order.caseCount ?? 0);
    for (const [at, { quantity, backPieces = 0 }] of order.lines.entries()) {
      const asked = open.reduce((sum, { pieces }) => sum + pieces[at]!, 0);
      if (asked + backPieces > quantity)
        yield { ...where, what: `lines.${at}`, expected: `at most ${quantity}`, found: `${asked} + ${backPieces}` };
    }
  }
  for (const { _id, state, isOpen, waitsFor: waits } of cases) {
    const where = { check: 'orders', place: `case ${_id}`, arises: state };
    yield* compare(where, 'isOpen', isAfterSalesOpen(state), isOpen);
    yield* compare(where, 'waitsFor', waitsFor(state), waits);
  }
}
