import { add, type Fen, fen } from '@shared/kernel';
import { memberAccount, post, system } from '@shared/ledger';
import { balanceOfReversed } from '@shared/rules';
import type { NewLine } from '../_books/journal';
import { withBalanceBack } from '../_orders/giveBack';
import { balanceBackOf, cashLeftOf } from '../_orders/remains';
import type { Transaction } from '../_platform/transactions';
import { wallets } from '../_store/collections';
import type { MemberDocument, OrderDocument } from '../_store/documents';

/** What of the cash that a reversal may pay back is the share that the balance paid, and what it is worked out from. */
export function balanceShare({ balanceFen = 0, reversals = [], ...order }: OrderDocument, refundable: Fen) {
  const paid = fen(cashLeftOf({ balanceFen, ...order }));
  const left = fen(balanceFen - balanceBackOf({ givenBack: order.givenBack ?? [] }));
  const before = reversals.reduce((sum, one) => add(sum, fen(one.refundableFen)), fen(0));
  return { balance: balanceOfReversed({ paid, balance: left }, before, refundable), paid, left, before };
}

/**
 * What of the cash that a reversal may pay back is the buyer's balance again, within the transaction: the share that it
 * paid. Who has closed the account has given cash up: that share stays with the platform, and nothing is credited.
 */
export async function backToBalance(
  order: OrderDocument,
  refundable: Fen,
  { isClosed }: Pick<MemberDocument, 'isClosed'>,
  transaction: Transaction,
) {
  const { memberId, orderNo } = order;
  const { balance, paid, left, before } = balanceShare(order, refundable);
  if (balance === 0) return { balance, kept: {}, postings: [], lines: [] };
  const kept = { balanceFen: balance, ...(isClosed && { isBalanceGivenUp: true }) };
  if (isClosed) return { balance, kept, postings: [], lines: [] };
  const wallet = (await wallets.get(memberId, transaction))!;
  await wallets.change(memberId, withBalanceBack(wallet, order, balance), transaction);
  const inputs = {
    orderFen: paid,
    paidBalanceFen: left,
    refundedBeforeFen: before,
    refundedAfterFen: add(before, refundable),
  };
  const line = { memberId, kind: 'order.reversal', plan: null, version: null, note: orderNo } as const;
  return {
    balance,
    kept,
    postings: post('cash', system.sales, memberAccount(memberId), balance),
    lines: [{ ...line, asset: 'cash', units: balance, inputs } satisfies NewLine],
  };
}
