import { ASSET_WORDS, showAmount, showPlain } from '@shared/format';
import type { GivenBack, OrderDocument } from '../../_store/documents';
import { reversedAtCashier } from '../reversed';

/** What goes back of an order at one time, each part the way it was paid. */
interface PartsBack {
  /** By the payment platform, to the account that paid: the one part that takes its time. */
  readonly cashFen: number;
  readonly balanceFen: number;
  readonly spendableCents: number;
  readonly stableCents: number;
}

const NOTHING: PartsBack = { cashFen: 0, balanceFen: 0, spendableCents: 0, stableCents: 0 };

/** What was given back at one time. */
export const partsOf = ({ cashFen, balanceFen = 0, spendableCents, stableCents }: GivenBack): PartsBack => ({
  cashFen,
  balanceFen,
  spendableCents,
  stableCents,
});

/**
 * What a line of the record tells the return of: that of some pieces, of a reversal, or of all that was paid once an order
 * was closed.
 */
export function partsToldBy(order: OrderDocument, entryId: string | null): PartsBack {
  const [, what, nth] = /:(refundPaid|reversePaid|reverse):(\d+)$/.exec(entryId ?? '') ?? [];
  const { givenBack, reversals = [], cashFen } = order;
  if (what !== undefined && what !== 'refundPaid') {
    const reversal = reversals.find(({ no }) => no === Number(nth));
    if (!reversal) return NOTHING;
    const { balanceFen = 0, isBalanceGivenUp } = reversal;
    return { ...NOTHING, cashFen: reversedAtCashier(reversal), balanceFen: isBalanceGivenUp ? 0 : balanceFen };
  }
  // Of the last pieces nothing needs the payment platform: their line names no entry of it.
  const given = givenBack?.find(({ no }) => no === Number(nth)) ?? givenBack?.at(-1);
  return given ? partsOf(given) : { ...NOTHING, cashFen };
}

/** Where each part of a return is: 80.00 退回微信支付的账户，20.00 在现金余额里. '' for nothing. */
export function wentBackWords(
  { cashFen, balanceFen, spendableCents, stableCents }: PartsBack,
  isThere: boolean,
): string {
  const points = [
    spendableCents > 0 ? `${showPlain(spendableCents, 'spendable')} ${ASSET_WORDS.spendable}` : '',
    stableCents > 0 ? `${showPlain(stableCents, 'stable')} ${ASSET_WORDS.stable}` : '',
  ].filter(Boolean);
  return [
    cashFen > 0 ? `${showAmount(cashFen, 'cash')} ${isThere ? '已' : '正'}退回微信支付的账户` : '',
    balanceFen > 0 ? `${showAmount(balanceFen, 'cash')} 回到现金余额` : '',
    points.length > 0 ? `${points.join('、')}回到钱包` : '',
  ]
    .filter(Boolean)
    .join('，');
}
