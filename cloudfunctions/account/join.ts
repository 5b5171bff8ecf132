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
import type { GrantDocument, MemberDocument, PhoneDocument } from '../_store/documents';
import type { Proof } from './codes';

type JoinRefusal = 'invitation/unknown' | 'identity/otherPhone' | 'identity/closed';

/** Numbers in OWNER_PHONES, set at deployment, are administrators from the day they join: never through an input. */
const isOwner = (phone: string): boolean => (variable('OWNER_PHONES') ?? '').split(',').includes(phone);

/** The member who invites: null when nobody does, undefined when the invitation is nobody's. */
export async function referrerOf(invitation: string | undefined): Promise<MemberDocument | null | undefined> {
  if (invitation === undefined) return null;
  const found = await members.find({ inviteCode: invitation.toUpperCase() }, { limit: 1 });
  return found[0] && !found[0].isClosed ? found[0] : undefined;
}

/**
 * What is kept of a phone, under whichever key. That of before is looked for first: what is moved to the key of today
 * between the two looks is found by the second.
 */
async function keptOf(hashes: readonly string[], transaction?: Transaction): Promise<PhoneDocument | null> {
  for (const hash of [...hashes].reverse()) {
    const kept = await phones.get(hash, transaction);
    if (kept) return kept;
  }
  return null;
}

/**
 * The account of a phone that was proven: found, or made with its referrer bound for ever (rules §5: anybody may refer).
 * On WeChat the openid is bound to it. One phone, one account; one openid, one account. The code that proved the phone
 * is used up by the same transaction: a refusal leaves it as it was.
 */
export async function enter<Lost extends string = never>(
  phone: string,
  openid: string,
  invitation: string | undefined,
  nowMs: number,
  proof?: Proof<Lost>,
): Promise<Outcome<{ memberId: string; isNew: boolean }, JoinRefusal | Lost>> {
  const hashes = phoneHashes(phone);
  const inviting = (await keptOf(hashes)) ? null : await referrerOf(invitation);
  if (inviting === undefined) return refuse('invitation/unknown');
  return transact(async (transaction) => {
    if (proof && !(await proof.holds(transaction))) return refuseAgain(proof.whenLost);
    const [phoneKept, bound] = [
      await keptOf(hashes, transaction),
      isWechat(openid) ? await identities.get(openid, transaction) : null,
    ];
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
      for (const hash of hashes) await phones.put({ _id: hash, memberId }, transaction);
      await members.put(joined, transaction);
      await wallets.put(emptyWallet(memberId), transaction);
      await inbox.put(joinItem(joined), transaction);
    }
    if (isWechat(openid) && !bound) await identities.put({ _id: openid, memberId }, transaction);
    await proof?.spend(transaction);
    return done({ memberId, isNew: !member });
  });
}

function newMember(_id: string, phone: string, referrer: MemberDocument | null, nowMs: number): MemberDocument {
  return {
    _id,
    phoneHash: phoneHash(phone),
    phoneSealed: seal(phone),
    phoneMasked: maskPhone(phone),
    nickname: `会员${phone.slice(-4)}`,
    roles: isOwner(phone) ? ['admin'] : [],
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
