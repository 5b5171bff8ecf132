import { done, fen, invariant, type Outcome } from '@shared/kernel';
import { memberAccount, post, system } from '@shared/ledger';
import { book } from '../_books/journal';
import type { Transaction } from '../_platform/transactions';
import { wallets, withdrawals } from '../_store/collections';
import type { WithdrawalDocument } from '../_store/documents';
import { tellWithin } from '../_store/messages';
import { type Drawing, type DrawingRefusal, drawnOn, drawnSums } from './drawing';
import { requestEntryId } from './end';
import { requestedLog, stepped } from './step';
import { tellingOfRequest } from './tell';

interface Asked {
  /** From the request: asked again it is the same withdrawal. */
  readonly withdrawalId: string;
  readonly memberId: string;
  readonly openid: string;
  readonly amountFen: number;
}

/**
 * Takes cash out of a balance for a withdrawal, within a transaction that reads the wallet again: what was drawn since
 * `drawing` was read is none of what may be drawn, and closes only add. Held by the platform until it is paid or given
 * back.
 */
export async function requestWithdrawal(
  { withdrawalId, memberId, openid, amountFen }: Asked,
  drawing: Drawing,
  nowMs: number,
  transaction: Transaction,
): Promise<Outcome<WithdrawalDocument, DrawingRefusal>> {
  const wallet = (await wallets.get(memberId, transaction)) ?? drawing.wallet;
  const now = asOf(drawing, wallet);
  const sums = drawnSums(now, amountFen);
  if (!sums.ok) return sums;
  const { feeFen, arrivesFen, taxFen, monthFen, reviews, parts } = sums.value;
  const { day } = drawing;
  const drawn = drawnOn(wallet, day);
  const begun = {
    _id: withdrawalId,
    memberId,
    openid,
    ...requestedLog(nowMs),
    atMs: nowMs,
    day,
    amountFen,
    feeFen,
    arrivesFen,
    parts: { dividendFen: parts.dividend, saleFen: parts.sale },
    taxFen,
    monthFen,
    needsReviews: reviews,
    reviewedBy: [],
    isOpen: true,
    dueAtMs: reviews > 0 ? null : nowMs,
    sends: 0,
    queries: 0,
    sentAtMs: null,
    workedUntilMs: 0,
    confirmPackage: null,
    confirmBeforeMs: null,
    transferNo: null,
    stuckWhy: '',
    isNotThere: false,
    endedAtMs: null,
    why: '',
  } satisfies WithdrawalDocument;
  const withdrawal: WithdrawalDocument =
    reviews > 0 ? { ...begun, ...stepped(begun, 'review.needed', { atMs: nowMs }) } : begun;
  const isThere = await wallets.change(
    memberId,
    {
      spentCashFen: wallet.spentCashFen + amountFen,
      frozenCashFen: (wallet.frozenCashFen ?? 0) + amountFen,
      drawnDividendFen: (wallet.drawnDividendFen ?? 0) + parts.dividend,
      drawn: {
        day,
        dayFen: drawn.dayFen + amountFen,
        dayCount: drawn.dayCount + 1,
        month: day.slice(0, 7),
        monthFen: drawn.monthFen + amountFen,
      },
    },
    transaction,
  );
  invariant(isThere, `${memberId} has cash and no wallet`);
  await withdrawals.put(withdrawal, transaction);
  await tellWithin(tellingOfRequest(withdrawal), transaction);
  await book(
    {
      id: requestEntryId(withdrawalId),
      kind: 'withdrawal.request',
      atMs: nowMs,
      postings: post('cash', memberAccount(memberId), system.withdrawals, fen(amountFen)),
      lines: [
        {
          memberId,
          kind: 'withdrawal.request',
          asset: 'cash',
          units: -amountFen,
          plan: null,
          version: null,
          note: '',
          inputs: { requestedFen: amountFen, feeMillionths: drawing.settings.withdrawFeeMillionths, withdrawalId },
        },
      ],
    },
    transaction,
  );
  return done(withdrawal);
}

/** What may be drawn by the wallet as it is now. */
function asOf(drawing: Drawing, wallet: Drawing['wallet']): Drawing {
  const before = drawing.wallet;
  const spent = wallet.spentCashFen - before.spentCashFen;
  const ofDividends = (wallet.drawnDividendFen ?? 0) - (before.drawnDividendFen ?? 0);
  const nowFen = Math.max(drawing.shown.nowFen - spent, 0);
  return {
    ...drawing,
    wallet,
    bar: drawing.bar ?? (wallet.isDrawingBlocked ? 'blocked' : null),
    shown: { ...drawing.shown, nowFen },
    held: {
      dividend: fen(Math.max(drawing.held.dividend - ofDividends, 0)),
      sale: fen(Math.max(drawing.held.sale - (spent - ofDividends), 0)),
    },
  };
}
