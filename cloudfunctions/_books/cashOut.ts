import { fen } from '@shared/kernel';
import type { CashKind, CashParts } from '@shared/rules';
import type { WalletDocument } from '../_store/documents';
import type { Settings } from '../_store/settings';
import type { Balances } from './balances';

// Cash that leaves a balance by its member's own will, withdrawn or spent: what keeps all of it, and of which cash it is.

/** What keeps a member's cash where it is, for withdrawals and for orders alike. */
type CashBar = 'notCleared' | 'stopped' | 'blocked';

/** Why no cash of a balance may leave now; null where some may. */
export function cashBarOf(
  { withdrawStopped }: Pick<Settings, 'withdrawStopped'>,
  isCleared: boolean,
  { isDrawingBlocked }: Pick<WalletDocument, 'isDrawingBlocked'>,
): CashBar | null {
  if (!isCleared) return 'notCleared';
  if (withdrawStopped === 'all') return 'stopped';
  return isDrawingBlocked ? 'blocked' : null;
}

/** Whether payouts of a kind of cash are stopped. */
export const isKindStopped =
  ({ withdrawStopped }: Pick<Settings, 'withdrawStopped'>) =>
  (kind: CashKind): boolean =>
    withdrawStopped === 'all' || withdrawStopped === kind;

/** Of which cash a balance is: what closes paid and did not leave, and the rest, which sold points brought. */
export function heldParts(
  cashFen: number,
  creditedFen: number,
  wallet: Pick<WalletDocument, 'drawnDividendFen'>,
): CashParts {
  const dividend = Math.min(Math.max(creditedFen - (wallet.drawnDividendFen ?? 0), 0), Math.max(cashFen, 0));
  return { dividend: fen(dividend), sale: fen(Math.max(cashFen, 0) - dividend) };
}

/** What of some cash is of kinds that are not stopped. */
export function unstoppedFen(held: CashParts, settings: Pick<Settings, 'withdrawStopped'>): number {
  const isStopped = isKindStopped(settings);
  return (['dividend', 'sale'] as const).reduce((sum, kind) => sum + (isStopped(kind) ? 0 : held[kind]), 0);
}

/** What a member may pay orders with, and why nothing where nothing may leave. */
export interface Spendable {
  readonly bar: CashBar | null;
  readonly readyFen: number;
}

/** What of a balance may be spent now. The waiting time of fresh credits is for withdrawals: an order can be given back. */
export function spendableCash(
  { cashFen, figures, wallet }: Balances,
  settings: Pick<Settings, 'withdrawStopped'>,
  isCleared: boolean,
): Spendable {
  const bar = cashBarOf(settings, isCleared, wallet);
  return { bar, readyFen: bar ? 0 : unstoppedFen(heldParts(cashFen, figures?.cashFen ?? 0, wallet), settings) };
}
