import { type HeldMember, readMember } from '../_books/member';
import { endOffersOf } from '../_collectibles/offers';
import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';
import { tellMembers } from '../_store/messages';
import { type Swept, sweep } from '../_store/sweep';
import { closeAccount, erasePerson } from './erase';
import { giveUp } from './giveUp';
import { giveUpRest } from './giveUpRest';
import { heldOf, hindrancesOf, notGivenUp } from './hindrances';

/** Closes the accounts whose waiting time is over; what cannot be done now is done the next time. */
export const closeDue = (nowMs: number, hasTime: HasTime): Promise<Swept> =>
  sweep(
    'closing',
    members.walk(
      { 'closing.dueAtMs': _.lte(nowMs) },
      {
        keys: [
          ['closing.dueAtMs', 'asc'],
          ['_id', 'asc'],
        ],
        atOnce: 20,
      },
    ),
    hasTime,
    (member) => closeOne(member, nowMs, hasTime),
  );

/**
 * One account, in steps that may each be done again: what is held is given up, nobody enters any more, what it would still
 * have been released and paid is given up, the person goes. Where something came between, or something is held that its
 * owner did not give up, it stays open, and its owner is told. @returns false where it is not done yet.
 */
async function closeOne(
  { _id: memberId, closing, isClosed }: MemberDocument,
  nowMs: number,
  hasTime: HasTime,
): Promise<boolean> {
  if (!closing) return false;
  if (!isClosed) {
    const held = await readMember(memberId);
    if (!held) return false;
    const isHindered = (await hindrancesOf(held)).length > 0;
    if (isHindered || (await notGivenUp(held, closing.giveUp)) !== null) return stay(memberId, closing, nowMs);
    if (!(await giveUpAll(held, nowMs))) return false;
    const isTakenBack = !(await closeAccount(memberId, closing.askedAtMs, nowMs));
    if (isTakenBack) return false;
  }
  await endOffersOf(memberId);
  if (!(await leaveNothing(memberId, nowMs, hasTime))) return false;
  await erasePerson(memberId, nowMs);
  return true;
}

/** @returns false while a day is being closed: the figures are not those of today yet. */
async function giveUpAll(held: HeldMember, nowMs: number): Promise<boolean> {
  for (const one of heldOf(held)) if (!(await giveUp(held.wallet, one, nowMs)).ok) return false;
  return true;
}

/** Of a closed account: what came until it was closed is nobody's, nor what was still to come. */
async function leaveNothing(memberId: string, nowMs: number, hasTime: HasTime): Promise<boolean> {
  const held = await readMember(memberId);
  if (!held || !(await giveUpAll(held, nowMs))) return false;
  for (;;) {
    if (!hasTime()) return false;
    const given = await giveUpRest(memberId, nowMs);
    if (!given.ok) return false;
    if (!given.value.isLeft) return true;
  }
}

/** Leaves an account open that was to be closed, and tells why. */
async function stay(
  memberId: string,
  { askedAtMs }: NonNullable<MemberDocument['closing']>,
  nowMs: number,
): Promise<boolean> {
  await members.changeWhere({ _id: memberId, 'closing.askedAtMs': askedAtMs }, { closing: null });
  await tellMembers([
    {
      memberId,
      event: `closing:stays:${askedAtMs}`,
      kind: 'security',
      title: '账号没有注销',
      words: '等待期间有了新的订单、余额或别的没完的事，账号没有注销，什么都没有放弃。办完以后可以再申请。',
      atMs: nowMs,
      target: { page: 'security', id: '' },
      template: 'security',
    },
  ]);
  return false;
}
