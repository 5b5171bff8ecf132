import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { maskName } from '../_platform/maskName';
import { members } from '../_store/collections';

/** What an invitation card shows: no amounts, no reward for sharing (trust §5). */
export const invitation: Handler<'team.invitation'> = async (_input, { member }) =>
  done({
    inviteCode: member.inviteCode,
    nameMasked: maskName(member.nickname),
    path: `pages/home/index?invitation=${member.inviteCode}`,
    lines: ['早上到家的蔬果粮油', '签收后 7 天可退', '加入不收费，也不必购买'],
  });

export const whoInvites: Handler<'team.whoInvites'> = async ({ inviteCode }) => {
  const found = await members.find({ inviteCode: inviteCode.toUpperCase() }, { limit: 1 });
  const inviter = found[0];
  if (!inviter || inviter.isClosed) return refuse('invitation/unknown');
  const { nickname, avatar } = inviter;
  return done({ nameMasked: maskName(nickname), avatar: avatar?.state === 'passed' ? avatar.fileId : '' });
};
