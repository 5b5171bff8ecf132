import { type Fen, fen, lesser, mulRateUp, type Rate, subtract } from '@shared/kernel';

/** What of a withdrawal the platform keeps, and what arrives. The rows of a receipt: amount − fee = arrives. */
interface WithdrawalSums {
  readonly fee: Fen;
  readonly arrives: Fen;
}

/** Fee and rest of a withdrawal (rules §5). The fee is rounded up: a member pays it. */
export function withdrawalSums(amount: Fen, feeRate: Rate): WithdrawalSums {
  const fee = lesser(mulRateUp(amount, feeRate), amount);
  return { fee, arrives: subtract(amount, fee) };
}

/**
 * What tax a withdrawal may come to, as an estimate: `taxRate` of what of it lies above the part of a month that is free,
 * `drawnBefore` having been drawn in the month before it. Rounded up. It is shown, and withheld from nobody.
 */
export function taxEstimate(amount: Fen, drawnBefore: Fen, free: Fen, taxRate: Rate): Fen {
  const over = fen(Math.max(drawnBefore + amount - free, 0));
  return mulRateUp(lesser(over, amount), taxRate);
}

/** What made a piece of cash: a close's dividends, or points that were sold. */
export type CashKind = 'dividend' | 'sale';
const CASH_KINDS: readonly CashKind[] = ['dividend', 'sale'];

/** Cash that was credited lately, and from when on it may be drawn. */
export interface FreshCash {
  readonly kind: CashKind;
  readonly day: string;
  readonly fromMs: number;
  readonly amount: Fen;
}

/** What of a balance may be drawn now, and the rest by when: now + Σ waiting = cash. */
interface Withdrawable {
  readonly now: Fen;
  readonly waiting: readonly FreshCash[];
}

/**
 * What may be drawn of `cash` while `fresh` is too new (oldest first). What was spent was the oldest: cash that is left
 * is the newest, so no more waits than there is.
 */
export function withdrawable(cash: Fen, fresh: readonly FreshCash[]): Withdrawable {
  const waiting: FreshCash[] = [];
  let left = cash;
  for (const one of [...fresh].reverse()) {
    const amount = lesser(one.amount, left);
    if (amount > 0) waiting.unshift({ ...one, amount });
    left = subtract(left, amount);
  }
  return { now: left, waiting };
}

/** What of some cash is of each kind. */
export type CashParts = Readonly<Record<CashKind, Fen>>;

/**
 * Of which cash an amount is taken: dividends first, then what sold points brought; what payouts are stopped of is not
 * touched. Null where what may be touched does not suffice.
 */
export function takenParts(amount: Fen, held: CashParts, isStopped: (kind: CashKind) => boolean): CashParts | null {
  const parts = { dividend: fen(0), sale: fen(0) };
  let left = amount;
  for (const kind of CASH_KINDS) {
    if (isStopped(kind)) continue;
    parts[kind] = lesser(held[kind], left);
    left = subtract(left, parts[kind]);
  }
  return left === 0 ? parts : null;
}
