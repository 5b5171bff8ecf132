import { type PersonShown, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { staffRoles } from '@shared/roles';
import type { Handler } from '../_actions/outcomes';
import { _ } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import { phoneHashes } from '../_platform/phone';
import { members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';

const shown = ({ _id, nickname, phoneMasked, joinDay, roles }: MemberDocument): PersonShown => ({
  memberId: _id,
  nickname,
  phoneMasked,
  joinDay,
  roles: [...roles],
});

function byPhone(phone: string): Condition {
  const hashes = phoneHashes(phone);
  return { phoneHash: hashes.length === 1 ? hashes[0] : _.in([...hashes]) };
}

/** The member with this phone or this invite code: both are known only to whom the member told them. */
export const findMember: Handler<'admin.findMember'> = async ({ by }) => {
  const asked = by.replace(/[\s-]/g, '');
  const condition = /^1[3-9]\d{9}$/.test(asked) ? byPhone(asked) : { inviteCode: asked.toUpperCase() };
  const [found] = await members.find(condition, { limit: 1 });
  return found && !found.isClosed ? done(shown(found)) : refuse('member/unknown', {});
};

/** Everybody with a role of the staff. */
export const listStaff: Handler<'admin.listStaff'> = async () => {
  const staff: PersonShown[] = [];
  for await (const member of members.walk({ roles: _.in([...staffRoles]) }, { keys: [['_id', 'asc']] }))
    if (!member.isClosed) staff.push(shown(member));
  return done({ staff });
};
