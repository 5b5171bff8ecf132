import { fen, quotaFen, releaseCents, spendableCents } from '@shared/kernel';
import { memberAccount, type Posting, post, system } from '@shared/ledger';
import { orderAccount } from '@shared/rules';
import type { DayCredit, PageDayDocument } from '../../_store/documents/pages';

/** The moves behind what one close credited to one member. */
export function postingsOfCredit(memberId: string, { dividend, release }: DayCredit): Posting[] {
  const member = memberAccount(memberId);
  const paid = dividend ? dividend.proportionalFen + dividend.tierFen : 0;
  return [
    ...post('cash', system.dividendPool, member, fen(paid)),
    ...post('quota', member, system.retired, quotaFen(paid)),
    ...(release?.orders ?? []).flatMap(([orderId, before, , after]) => [
      ...post('remaining', orderAccount(orderId), system.retired, releaseCents(before - after)),
      ...post('spendable', system.issued, member, spendableCents(before - after)),
    ]),
  ];
}

/** The moves of one close on one page: the record is its own entry of the journal, in packed form. */
export const postingsOfPageDay = (pageDay: PageDayDocument): Posting[] =>
  Object.entries(pageDay.credits).flatMap(([memberId, credit]) => postingsOfCredit(memberId, credit));
