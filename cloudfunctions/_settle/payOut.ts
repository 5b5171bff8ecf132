import { refuse } from '@shared/contract';
import { businessDayOf, done, fen, type Outcome } from '@shared/kernel';
import { merchantAccount, post, system } from '@shared/ledger';
import { book } from '../_books/journal';
import { _ } from '../_platform/cloud';
import type { Transaction } from '../_platform/transactions';
import { merchants, shopLines } from '../_store/collections';

interface PayOut {
  /** From the event: what tells this payout from every other. */
  readonly payoutId: string;
  readonly shopId: string;
  readonly amountFen: number;
  readonly reference: string;
  /** By one administrator, without a second. */
  readonly isAlone: boolean;
}

/** What one administrator has paid out alone to a shop on a day. */
export const paidAloneOn = (
  day: string,
  merchant: { readonly paidAlone?: { day: string; fen: number } } | null,
): number => (merchant?.paidAlone?.day === day ? merchant.paidAlone.fen : 0);

/**
 * Records money that was paid out to a shop, within a transaction: its balance, its statement's line, the entry. Refused
 * for more than is owed as it is then. The caller has seen that it is new.
 */
export async function payOut(
  { payoutId, shopId, amountFen, reference, isAlone }: PayOut,
  nowMs: number,
  transaction: Transaction,
): Promise<Outcome<{ readonly owedFen: number }, 'payout/exceedsOwed'>> {
  const before = await merchants.get(shopId, transaction);
  const owedFen = before?.cashFen ?? 0;
  if (amountFen > owedFen) return refuse('payout/exceedsOwed', { askedFen: amountFen, owedFen });
  const day = businessDayOf(nowMs);
  const alone = isAlone ? { paidAlone: { day, fen: paidAloneOn(day, before) + amountFen } } : {};
  await merchants.change(shopId, { cashFen: _.inc(-amountFen), paidOutFen: _.inc(amountFen), ...alone }, transaction);
  const journalId = `payout:${payoutId}`;
  const line = { shopId, day, atMs: nowMs, journalId, orderId: null, orderNo: null, note: reference, parts: {} };
  await shopLines.put(
    { ...line, _id: `${journalId}:cash`, kind: 'payout', asset: 'cash', units: -amountFen },
    transaction,
  );
  await book(
    {
      id: journalId,
      kind: 'shop.payout',
      atMs: nowMs,
      postings: post('cash', merchantAccount(shopId), system.payouts, fen(amountFen)),
      lines: [],
    },
    transaction,
  );
  return done({ owedFen: owedFen - amountFen });
}
