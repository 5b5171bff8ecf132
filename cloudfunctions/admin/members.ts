import { type ParsedOf, refuse } from '@shared/contract';
import { addDays, type BusinessDay, done, startOfBusinessDay } from '@shared/kernel';
import { note } from '../_actions/audit';
import { h5Openid } from '../_actions/identity';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { placesOf } from '../_books/pages/read';
import { rankName } from '../_plans/ranks';
import { _ } from '../_platform/cloud';
import type { Condition, Keys } from '../_platform/collection';
import { unseal } from '../_platform/phone';
import { transact } from '../_platform/transactions';
import { members, sessions } from '../_store/collections';
import { listPage } from '../_store/lists';
import { memberFields, memberRow } from './memberRows';

const BY_JOIN: Keys = [
  ['joinedAtMs', 'desc'],
  ['_id', 'desc'],
];
const BY_BLOCK: Keys = [
  ['blockedAtMs', 'desc'],
  ['_id', 'desc'],
];

/** Who joined on some days; everybody where none is named. */
function joinedWithin({ joinedFrom, joinedUntil }: ParsedOf<'admin.listMembers'>): Condition {
  if (joinedFrom === undefined && joinedUntil === undefined) return {};
  const from = _.gte(joinedFrom === undefined ? 0 : startOfBusinessDay(joinedFrom as BusinessDay));
  if (joinedUntil === undefined) return { joinedAtMs: from };
  return { joinedAtMs: from.and(_.lt(startOfBusinessDay(addDays(joinedUntil as BusinessDay, 1)))) };
}

export const listMembers: Handler<'admin.listMembers'> = async (input) => {
  const isOfBlocked = input.which === 'blocked';
  const list = await listPage(members, input, {
    name: 'admin.listMembers',
    condition: isOfBlocked ? { blockedAtMs: _.gt(0) } : joinedWithin(input),
    keys: isOfBlocked ? BY_BLOCK : BY_JOIN,
    types: ['number', 'string'],
    fields: memberFields,
  });
  return list.ok ? done({ members: list.value.found.map(memberRow), next: list.value.next }) : list;
};

/** Whom a member referred; their figures come from the pages that hold them, a request for each page. */
export const listReferred: Handler<'admin.listReferred'> = async (input) => {
  const list = await listPage(members, input, {
    name: 'admin.listReferred',
    condition: { referrerId: input.memberId },
    keys: BY_JOIN,
    types: ['number', 'string'],
    fields: memberFields,
  });
  if (!list.ok) return list;
  const { found, next } = list.value;
  const figures = found.length > 0 ? await placesOf(found) : new Map<string, null>();
  return done({
    members: found.map((member) => {
      const held = figures.get(member._id);
      return {
        ...memberRow(member),
        rankName: rankName(held?.rank ?? 0),
        ownCashFen: held?.ownVolumeFen ?? 0,
        ownPointsCents: held?.ownPointsCents ?? 0,
        downlineCashFen: held?.teamVolumeFen ?? 0,
      };
    }),
    next,
  });
};

/** Who looked at whose phone, and why, is written down before it is shown. */
export const viewMemberPhone: Handler<'admin.viewMemberPhone'> = async ({ memberId, reason }, caller) => {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  return transact(async (transaction) => {
    const member = await members.get(memberId, transaction);
    if (!member) return refuse('member/unknown', { memberId });
    if (member.isClosed) return refuse('member/closed');
    await note(caller, 'admin.viewMemberPhone', { memberId, reason }, transaction);
    return done({ phone: unseal(member.phoneSealed) });
  });
};

/** Ends a session of a member's, as its owner could. */
export const endMemberSession: Handler<'admin.endMemberSession'> = ({ memberId, sessionId }, caller) =>
  once(caller, async (transaction) => {
    const session = await sessions.get(sessionId, transaction);
    if (session?.openid !== h5Openid(memberId)) return refuse('session/unknown');
    await sessions.remove(sessionId, transaction);
    await note(caller, 'admin.endMemberSession', { memberId }, transaction);
    return done({ sessionId });
  });
