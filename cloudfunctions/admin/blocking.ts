import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { showMoment } from '@shared/format';
import { done } from '@shared/kernel';
import { isStaff } from '@shared/roles';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { newId } from '../_platform/ids';
import { members } from '../_store/collections';
import { type Telling, tellWithin } from '../_store/messages';

/** What the member is told: what is so now, what goes on, and why. */
function tellingOf(memberId: string, isBlocked: boolean, reason: string, atMs: number): Telling {
  const words = isBlocked
    ? `不能下单、付款、卖出、兑换和提现。余额没有变，积分照常入账；退款、售后、客服和导出资料照常。原因：${reason}`
    : `下单、付款、卖出、兑换和提现都可以了。原因：${reason}`;
  return {
    memberId,
    event: `member:${isBlocked ? 'blocked' : 'unblocked'}:${newId('B', 12)}`,
    kind: 'security',
    title: isBlocked ? '账号停用了' : '账号恢复了',
    words: `${showMoment(atMs)} ${words}`,
    atMs,
    target: { page: 'security', id: '' },
  };
}

/**
 * Blocks a member or takes it back, with the line of the audit and the message in one transaction. Blocked again, or
 * unblocked where nobody was blocked, it is what it was: nothing is written or told twice.
 */
export const blockMember: Handler<'admin.blockMember'> = async ({ memberId, isBlocked, reason }, caller) => {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  return once<OutputOf<'admin.blockMember'>, RefusalOf<'admin.blockMember'>>(caller, async (transaction) => {
    const member = await members.get(memberId, transaction);
    if (!member) return refuse('member/unknown', { memberId });
    if (member.isClosed) return refuse('member/closed');
    // So nobody stops an owner, and two owners cannot stop each other.
    if (isBlocked && isStaff(member.roles)) return refuse('member/isStaff');
    if (Boolean(member.blockedAtMs) === isBlocked) return done({ memberId, isBlocked });
    const { nowMs } = caller;
    const blocked = isBlocked
      ? { blockedAtMs: nowMs, blockedBy: { memberId: caller.member._id, reason } }
      : { blockedAtMs: null, blockedBy: null };
    await members.change(memberId, blocked, transaction);
    await tellWithin(tellingOf(memberId, isBlocked, reason, nowMs), transaction);
    const change = { field: 'isBlocked', before: String(!isBlocked), after: String(isBlocked) };
    await note(caller, 'admin.blockMember', { memberId, isBlocked: isBlocked ? 1 : 0, reason }, transaction, [change]);
    return done({ memberId, isBlocked });
  });
};
