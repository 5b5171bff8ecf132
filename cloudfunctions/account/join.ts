import { refuse, refuseAgain } from '@shared/contract';
import { businessDayOf, done, type Outcome } from '@shared/kernel';
import { isWechat } from '../_actions/identity';
import { waitingGrant } from '../_books/pages/change';
import { emptyWallet } from '../_books/wallet';
import { newId } from '../_platform/ids';
import { maskPhone, phoneHash, phoneHashes, seal } from '../_platform/phone';
import { type Transaction, transact } from '../_platform/transactions';
import { variable } from '../_platform/variables';
import { identities, inbox, members, phones, wallets } from '../_store/collections';
import type { GrantDocument, MemberDocument } from '../_store/documents';
import { readSettings } from '../_store/settings';
import type { Proof } from './codes';
import { gateOf, settlePhone } from './gates';
import type { Entered } from './welcome';

type JoinRefusal =
  | 'platform/stopped'
  | 'invitation/unknown'
  | 'identity/otherPhone'
  | 'identity/phoneWaits'
  | 'identity/closed';

/** Numbers in OWNER_PHONES, set at deployment, are owners from the day they join: never through an input. */
const isOwner = (phone: string): boolean => (variable('OWNER_PHONES') ?? '').split(',').includes(phone);

/** The member who invites: null when nobody does, undefined when the invitation is nobody's. */
export async function referrerOf(invitation: string | undefined): Promise<MemberDocument | null | undefined> {
  if (invitation === undefined) return null;
  const found = await members.find({ inviteCode: invitation.toUpperCase() }, { limit: 1 });
  return found[0] && !found[0].isClosed ? found[0] : undefined;
}

/**
 * The account of a phone that was proven: found, or made with its referrer bound for ever (rules §5: anybody may refer).
 * On WeChat the openid is bound to it, in the place of the one that was. One phone, one account; one account, one openid.
 * The code that proved the phone is used up by the same transaction: a refusal leaves it as it was.
 */
export async function enter<Lost extends string = never>(
  phone: string,
  openid: string,
  invitation: string | undefined,
  nowMs: number,
  proof?: Proof<Lost>,
): Promise<Outcome<Entered, JoinRefusal | Lost>> {
  const found = await gateOf(phone);
  const isSettled = found !== null && (await settlePhone(found.memberId, nowMs));
  const gate = isSettled ? await gateOf(phone) : found;
  const [inviting, settings] = gate ? [null, null] : await Promise.all([referrerOf(invitation), readSettings()]);
  const stopped = settings?.stops?.signUp;
  if (stopped) return refuse('platform/stopped', { stop: 'signUp', told: stopped.told });
  if (inviting === undefined) return refuse('invitation/unknown');
  return transact(async (transaction) => {
    if (proof && !(await proof.holds(transaction))) return refuseAgain(proof.whenLost);
    const [phoneKept, bound] = [
      await gateOf(phone, transaction),
      isWechat(openid) ? await identities.get(openid, transaction) : null,
    ];
    if (phoneKept?.fromMs !== undefined && phoneKept.fromMs > nowMs)
      return refuse('identity/phoneWaits', { fromMs: phoneKept.fromMs });
    if (bound && bound.memberId !== phoneKept?.memberId) return refuse('identity/otherPhone');
    const member = phoneKept ? await members.get(phoneKept.memberId, transaction) : null;
    if (member?.isClosed) return refuse('identity/closed');
    const memberId = member?._id ?? newId('M', 12);
    if (!member) {
      // Read again: the account may have been closed, or have changed, since it was looked up.
      const referrer = inviting && (await members.get(inviting._id, transaction));
      if (inviting && (!referrer || referrer.isClosed)) return refuse('invitation/unknown');
      const joined = newMember(memberId, phone, referrer, nowMs);
      // Under both keys while there are two: of two instances that write by different ones, one meets the other here.
      for (const hash of phoneHashes(phone)) await phones.put({ _id: hash, memberId }, transaction);
      await members.put(joined, transaction);
      await wallets.put(emptyWallet(memberId), transaction);
      await inbox.put(joinItem(joined), transaction);
    }
    const wechat = isWechat(openid) && !bound ? await bindWechat(memberId, openid, nowMs, transaction) : null;
    await proof?.spend(transaction);
    return done({ memberId, isNew: !member, wechat });
  });
}

/** More than one is bound only of before one account had one. */
const MOST_BOUND = 20;

/**
 * Binds an openid to a member within a transaction; those that were bound are visitors' again. The member was read in it
 * before those are looked for, and is written by it: of two that bind at one moment the later sees the earlier.
 */
async function bindWechat(memberId: string, openid: string, nowMs: number, transaction: Transaction) {
  const formers = await identities.find({ memberId }, { limit: MOST_BOUND });
  for (const { _id } of formers) if (_id !== openid) await identities.remove(_id, transaction);
  await identities.put({ _id: openid, memberId, boundAtMs: nowMs }, transaction);
  await members.change(memberId, { wechatBoundAtMs: nowMs }, transaction);
  return formers.length > 0 ? ('replaced' as const) : ('bound' as const);
}

function newMember(_id: string, phone: string, referrer: MemberDocument | null, nowMs: number): MemberDocument {
  return {
    _id,
    phoneHash: phoneHash(phone),
    phoneSealed: seal(phone),
    phoneMasked: maskPhone(phone),
    nickname: `会员${phone.slice(-4)}`,
    roles: isOwner(phone) ? ['owner'] : [],
    shopId: null,
    referrerId: referrer?._id ?? null,
    depth: referrer ? referrer.depth + 1 : 0,
    joinDay: businessDayOf(nowMs),
    joinedAtMs: nowMs,
    inviteCode: newId('', 8),
    pageId: null,
    accepted: {},
    isClosed: false,
  };
}

/** A new member waits in the inbox for the next close, which writes the pages. */
const joinItem = (member: MemberDocument): GrantDocument =>
  waitingGrant({
    _id: `join:${member._id}`,
    kind: 'join',
    memberId: member._id,
    day: member.joinDay,
    atMs: member.joinedAtMs,
    referrerId: member.referrerId,
    depth: member.depth,
  });
