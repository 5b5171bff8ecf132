import { type PersonShown, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { staffRoles } from '@shared/roles';
import type { Handler } from '../_actions/outcomes';
import { _ } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';
import { phoneHashes } from '../_platform/phone';
import { members, orders } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';

const shown = ({ _id, nickname, phoneMasked, joinDay, roles }: MemberDocument): PersonShown => ({
  memberId: _id,
  nickname,
  phoneMasked,
  joinDay,
  roles: [...roles],
});

/** Whose phone it is, by its keyed hash. */
export function byPhone(phone: string): Condition {
  const hashes = phoneHashes(phone);
  return { phoneHash: hashes.length === 1 ? hashes[0] : _.in([...hashes]) };
}

/** The number of an order: its day, and the end of its id. */
const ORDER_NO = /^[A-Z]{2}\d{8}-[0-9A-Z]+$/;

/** Whose order has this number; '' for nobody's. */
async function buyerOf(orderNo: string): Promise<string> {
  const [order] = await orders.find({ orderNo }, { limit: 1, fields: { memberId: true, isPlaced: true } });
  return order?.isPlaced ? order.memberId : '';
}

async function conditionOf(by: string): Promise<Condition> {
  const whole = by.replace(/\s/g, '').toUpperCase();
  if (ORDER_NO.test(whole)) return { _id: await buyerOf(whole) };
  const asked = whole.replace(/-/g, '');
  return /^1[3-9]\d{9}$/.test(asked) ? byPhone(asked) : { inviteCode: asked };
}

/** The member of this phone, invite code or order: each is known only to whom the member told it, or who fulfils it. */
export const findMember: Handler<'admin.findMember'> = async ({ by }) => {
  const [found] = await members.find(await conditionOf(by), { limit: 1 });
  return found && !found.isClosed ? done(shown(found)) : refuse('member/unknown', {});
};

/** Everybody with a role of the staff. */
export const listStaff: Handler<'admin.listStaff'> = async () => {
  const staff: PersonShown[] = [];
  for await (const member of members.walk({ roles: _.in([...staffRoles]) }, { keys: [['_id', 'asc']] }))
    if (!member.isClosed) staff.push(shown(member));
  return done({ staff });
};
