import { done } from '@shared/kernel';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { mayChangeReferrer } from '../_books/referrers';
import { maskName } from '../_platform/maskName';
import { newProposal, proposalShown } from './proposals';

/** A change that would be refused now is refused here, again when it is approved, and again by the close that does it. */
export const proposeReferrer: Handler<'admin.proposeReferrer'> = async ({ memberId, toMemberId, reason }, caller) => {
  const allowed = await mayChangeReferrer(memberId, toMemberId);
  if (!allowed.ok) return allowed;
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  const { member, to } = allowed.value;
  const what = {
    kind: 'referrer',
    memberId,
    name: maskName(member.nickname),
    fromMemberId: member.referrerId ?? '',
    toMemberId,
    toName: maskName(to.nickname),
  } as const;
  return once(caller, async (transaction) =>
    done(proposalShown(await newProposal(caller, 'admin.proposeReferrer', what, reason, transaction))),
  );
};
