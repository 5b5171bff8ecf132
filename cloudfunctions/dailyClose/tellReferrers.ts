import { addDays, type BusinessDay } from '@shared/kernel';
import { maskName } from '../_platform/maskName';
import type { Transaction } from '../_platform/transactions';
import type { MemberDocument, ReferrerChangeDocument } from '../_store/documents';
import { type Telling, tellWithin } from '../_store/messages';

/** Whom a change concerns: who is referred by another now, and both referrers. */
interface Concerned {
  readonly member: MemberDocument;
  readonly to: MemberDocument;
}

/**
 * Tells the member and both referrers, in the transaction that binds the new one. Names are masked as an upline sees them
 * (trust §5); the one of before is not told who it is now.
 */
export async function tellReferrers(
  { _id, fromReferrerId }: Pick<ReferrerChangeDocument, '_id' | 'fromReferrerId'>,
  { member, to }: Concerned,
  closedDay: string,
  transaction: Transaction,
): Promise<void> {
  const sinceDay = addDays(closedDay as BusinessDay, 1);
  const name = maskName(member.nickname);
  const telling = (memberId: string, title: string, words: string): Telling => ({
    memberId,
    event: `referrer:${_id}`,
    kind: 'team',
    title,
    words,
    atMs: Date.now(),
    target: { page: 'team', id: '' },
  });
  const kept = '以前计入的业绩和到账的积分都不变。';
  const told = [
    telling(member._id, '推荐人变更', `从 ${sinceDay} 起，你的推荐人是 ${maskName(to.nickname)}。${kept}`),
    telling(to._id, '团队变更', `从 ${sinceDay} 起，${name} 由你推荐，新订单计入你的团队。以前的订单不计入。`),
    ...(fromReferrerId
      ? [
          telling(
            fromReferrerId,
            '团队变更',
            `从 ${sinceDay} 起，${name} 不再由你推荐，新订单不再计入你的团队。${kept}`,
          ),
        ]
      : []),
  ];
  for (const one of told) await tellWithin(one, transaction);
}
