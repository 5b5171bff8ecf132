import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { freeGate } from '../_actions/phoneGates';
import { maskPhone, phoneHash, phoneHashes, seal, unseal } from '../_platform/phone';
import { type Transaction, transact } from '../_platform/transactions';
import { members, phones } from '../_store/collections';
import type { MemberDocument, PhoneDocument } from '../_store/documents';
import { tellSecurity } from './tellSecurity';

/**
 * What is kept of a phone, under whichever key. That of before is looked for first: what is moved to the key of today
 * between the two looks is found by the second.
 */
export async function gateOf(phone: string, transaction?: Transaction): Promise<PhoneDocument | null> {
  for (const hash of [...phoneHashes(phone)].reverse()) {
    const kept = await phones.get(hash, transaction);
    if (kept) return kept;
  }
  return null;
}

/**
 * Makes a phone a member's, at once or from a moment on, within a transaction. Refused where it is another's, of whom
 * nothing is said.
 */
export async function takeGate(
  { _id: memberId }: Pick<MemberDocument, '_id'>,
  phone: string,
  transaction: Transaction,
  fromMs?: number,
): Promise<Outcome<null, 'identity/phoneTaken'>> {
  for (const hash of phoneHashes(phone)) {
    const there = await phones.get(hash, transaction);
    if (there && there.memberId !== memberId) return refuse('identity/phoneTaken');
  }
  // Under both keys while there are two, as when an account is made.
  for (const _id of phoneHashes(phone))
    await phones.put({ _id, memberId, ...(fromMs === undefined ? {} : { fromMs }) }, transaction);
  return done(null);
}

/** Puts a phone in the place of the member's former one, whose gate is freed; its own is taken already. */
export async function replacePhone(member: MemberDocument, phone: string, transaction: Transaction): Promise<void> {
  const former = unseal(member.phoneSealed);
  if (former !== phone) await freeGate(member._id, former, transaction);
  const next = member.phoneNext && unseal(member.phoneNext.sealed);
  if (next && next !== phone) await freeGate(member._id, next, transaction);
  await members.change(
    member._id,
    { phoneHash: phoneHash(phone), phoneSealed: seal(phone), phoneMasked: maskPhone(phone), phoneNext: null },
    transaction,
  );
}

/**
 * Lets the phone that a member waits for count, once its time has come: whoever needs to know the phone asks for it.
 * @returns whether there was one.
 */
export async function settlePhone(memberId: string, nowMs: number): Promise<boolean> {
  const { phoneNext: waiting } = (await members.getFields(memberId, { phoneNext: true })) ?? {};
  if (!waiting || waiting.fromMs > nowMs) return false;
  await transact(async (transaction) => {
    const member = await members.get(memberId, transaction);
    if (!member?.phoneNext || member.phoneNext.fromMs > nowMs || member.isClosed) return;
    const phone = unseal(member.phoneNext.sealed);
    // Its gate was taken when it was asked for; one that is another's by now, in the change of a key, is left to it.
    if (!(await takeGate(member, phone, transaction)).ok) {
      await members.change(memberId, { phoneNext: null }, transaction);
      return;
    }
    await replacePhone(member, phone, transaction);
    const words = `手机号换成了 ${maskPhone(phone)}，原来的号码不能再登录。`;
    const event = `phone:settled:${member.phoneNext.fromMs}`;
    await tellSecurity({ memberId, nowMs, event, title: '手机号换好了', words }, transaction);
  });
  return true;
}
