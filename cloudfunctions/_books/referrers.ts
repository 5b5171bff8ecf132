import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { members, orders } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';

/** A member and the referrer that one is to get. */
interface Change {
  readonly member: MemberDocument;
  readonly to: MemberDocument;
}

/**
 * Whether a member may get another referrer now: one who referred nobody and of whom no order has settled, so that nothing
 * was given to anybody for the member's sake and no line hangs below. The new one joined earlier: who refers always did,
 * so that no line leads back into itself.
 */
export async function mayChangeReferrer(
  memberId: string,
  toMemberId: string,
): Promise<
  Outcome<
    Change,
    'member/unknown' | 'referrer/same' | 'referrer/later' | 'referrer/hasDownline' | 'referrer/hasSettled'
  >
> {
  const [member, to, [below], [settled]] = await Promise.all([
    members.get(memberId),
    members.get(toMemberId),
    members.find({ referrerId: memberId }, { limit: 1, fields: { _id: true } }),
    orders.find({ memberId, state: 'settled' }, { limit: 1, fields: { _id: true } }),
  ]);
  if (!member || member.isClosed || !to || to.isClosed) return refuse('member/unknown', {});
  if (member.referrerId === to._id) return refuse('referrer/same');
  if (to.joinedAtMs >= member.joinedAtMs) return refuse('referrer/later');
  if (below) return refuse('referrer/hasDownline');
  if (settled) return refuse('referrer/hasSettled');
  return done({ member, to });
}
