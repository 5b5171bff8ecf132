import { done, refuse } from '@shared/kernel';
import { members } from '../_lib/collections';
import type { Handler } from '../_lib/outcomes';
import { maskName } from '../_lib/phone';

/** A card that invites: a name and a code. No amounts, and no reward for sharing or joining (trust §5). */
export const invitation: Handler<'team.invitation'> = async (_input, { member }) =>
  done({
    inviteCode: member.inviteCode,
    nameMasked: maskName(member.nickname),
    path: `/pages/home/index?invite=${member.inviteCode}`,
    lines: ['逛店不用注册，下单时用手机号登录', '注册和分享都没有奖励，也不用交费'],
  });

/** Who invites, by the code of a card; for a visitor who has not signed in yet. */
export const whoInvites: Handler<'team.whoInvites'> = async ({ inviteCode }) => {
  const found = await members.find({ inviteCode: inviteCode.toUpperCase() }, { limit: 1 });
  const inviter = found[0];
  return inviter && !inviter.isClosed ? done({ nameMasked: maskName(inviter.nickname) }) : refuse('invitation/unknown');
};
