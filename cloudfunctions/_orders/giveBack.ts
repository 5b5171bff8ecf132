import { spendableCents } from '@shared/kernel';
import { memberAccount, type Posting, post, system } from '@shared/ledger';
import type { NewLine } from '../_books/journal';
import { _ } from '../_platform/cloud';
import type { Transaction } from '../_platform/transactions';
import { stock, wallets } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

/**
 * Gives an order's pieces back to the shelf, within the transaction that ends the order. Marks of its placing stay until
 * they are swept: a placing that is still under way must not take what it took once more.
 */
export async function returnStock(order: OrderDocument, transaction: Transaction): Promise<void> {
  for (const line of order.lines)
    await stock.change(line.skuId, { left: _.inc(line.quantity), sold: _.inc(-line.quantity) }, transaction);
}

/** Gives an order's points back to the member as they were paid (rules §5), within the same transaction. */
export async function returnPoints(
  order: OrderDocument,
  kind: 'order.giveBack' | 'order.refund',
  transaction: Transaction,
): Promise<{ postings: readonly Posting[]; lines: readonly NewLine[] }> {
  if (order.spendableCents === 0) return { postings: [], lines: [] };
  const wallet = await wallets.get(order.memberId, transaction);
  await wallets.change(
    order.memberId,
    { spentSpendableCents: wallet!.spentSpendableCents - order.spendableCents },
    transaction,
  );
  return {
    postings: post('spendable', system.retired, memberAccount(order.memberId), spendableCents(order.spendableCents)),
    lines: [
      {
        memberId: order.memberId,
        kind,
        asset: 'spendable',
        units: order.spendableCents,
        plan: null,
        version: null,
        note: order.orderNo,
        inputs: { paidSpendableCents: order.spendableCents },
      },
    ],
  };
}
