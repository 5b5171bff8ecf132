import { fen, quotaFen, releaseCents, spendableCents } from '@shared/kernel';
import { memberAccount, orderAccount, owedAccount, type Posting, post, system } from '@shared/ledger';
import type { DayCredit, PageDayDocument } from '../../_store/documents/pages';
import { recordOf } from './record';

/** The moves behind what one close credited to one member. */
export function postingsOfCredit(memberId: string, { dividend, release }: DayCredit): Posting[] {
  const member = memberAccount(memberId);
  const paid = dividend ? dividend.proportionalFen + dividend.tierFen : 0;
  return [
    ...post('cash', system.dividendPool, member, fen(paid)),
    ...post('quota', member, system.retired, quotaFen(paid)),
    ...(release ? postingsOfRelease(memberId, release) : []),
  ];
}

/** Of each order what it let go; what pays owed points does not reach the member (rules §5). */
function postingsOfRelease(memberId: string, { orders, owedCents = 0 }: NonNullable<DayCredit['release']>): Posting[] {
  let owed = owedCents;
  return orders.flatMap(([orderId, before, , after]) => {
    const fell = before - after;
    const toOwed = Math.min(owed, fell);
    owed -= toOwed;
    return [
      ...post('remaining', orderAccount(orderId), system.retired, releaseCents(fell)),
      ...post('spendable', system.issued, owedAccount(memberId), spendableCents(toOwed)),
      ...post('spendable', system.issued, memberAccount(memberId), spendableCents(fell - toOwed)),
    ];
  });
}

/** The moves of one close on one page: the record is its own entry of the journal, in packed form. */
export const postingsOfPageDay = (pageDay: PageDayDocument): Posting[] =>
  Object.entries(recordOf(pageDay).credits).flatMap(([memberId, credit]) => postingsOfCredit(memberId, credit));
