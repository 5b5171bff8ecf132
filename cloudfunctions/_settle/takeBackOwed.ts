import { add, fen } from '@shared/kernel';
import type { Posting } from '@shared/ledger';
import { owedPostings, owedTakenBack } from '@shared/rules';
import type { Turn } from '../_books/serial';
import { _ } from '../_platform/cloud';
import type { Transaction } from '../_platform/transactions';
import { merchants, shopLines } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

interface Taking {
  readonly order: OrderDocument;
  readonly reversible: { readonly amount: ReturnType<typeof fen>; readonly reversed: ReturnType<typeof fen> };
  readonly cashFen: ReturnType<typeof fen>;
}

/**
 * Takes back what was owed to the shop for the part of an order that is reversed, within the reversal's transaction; what
 * was paid out before stays owed by the shop. @returns the postings for the reversal's entry.
 */
export async function takeBackOwed(
  { order, reversible: { amount, reversed }, cashFen }: Taking,
  { entryId, turn }: { readonly entryId: string; readonly turn: Turn },
  transaction: Transaction,
): Promise<readonly Posting[]> {
  const owed = fen(Math.max(order.owed?.owedFen ?? 0, 0));
  const taken = owedTakenBack(owed, { of: amount, before: reversed, after: add(reversed, cashFen) });
  if (taken === 0) return [];
  const { shopId } = order;
  await merchants.change(shopId, { cashFen: _.inc(-taken), reversedFen: _.inc(taken) }, transaction);
  await shopLines.put(
    {
      _id: `${entryId}:owed`,
      shopId,
      kind: 'reversal',
      asset: 'cash',
      units: -taken,
      day: turn.day,
      atMs: turn.atMs,
      journalId: entryId,
      orderId: order._id,
      orderNo: order.orderNo,
      note: '',
      parts: { owedFen: owed, orderFen: amount, reversedFen: cashFen },
    },
    transaction,
  );
  return owedPostings(shopId, { owed: fen(0), owing: taken });
}
