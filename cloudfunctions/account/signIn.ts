import { refuse } from '@shared/contract';
import { showMoment } from '@shared/format';
import { done, type Outcome } from '@shared/kernel';
import { currentSession, isWechat } from '../_actions/identity';
import type { Handler, Visitor } from '../_actions/outcomes';
import { askOpenapi, cloud } from '../_platform/cloud';
import { sha256 } from '../_platform/ids';
import { tellMembers } from '../_store/messages';
import { placeOfCode, proveCode } from './codes';
import { enter, referrerOf } from './join';
import { readMe } from './me';
import { requesterOf } from './requester';
import { beginSession, endSessions } from './sessions';

/** After the account is found or made: a session for the H5, nothing for WeChat, which vouches for every call. */
async function welcome({ memberId, isNew }: { memberId: string; isNew: boolean }, { openid, nowMs }: Visitor) {
  if (isWechat(openid)) return done({ isNew, member: await readMe(memberId) });
  const token = await beginSession(memberId, nowMs);
  // A newcomer knows that he has just signed in.
  if (!isNew) await tellOfSession(memberId, sha256(token), nowMs);
  return done({ token, isNew, member: await readMe(memberId) });
}

/** Tells a member that somebody has signed in to the account by a code. */
const tellOfSession = (memberId: string, sessionId: string, nowMs: number): Promise<void> =>
  tellMembers([
    {
      memberId,
      event: `session:${sessionId}`,
      kind: 'security',
      title: '新的登录',
      words: `${showMoment(nowMs)} 有一台设备用验证码登录了。不是你，就别把验证码给任何人，并联系客服。`,
      atMs: nowMs,
      target: { page: 'display', id: '' },
    },
  ]);

/** Signs in by phone and code. Whatever is looked at besides the code is looked at once the code was right. */
export const signIn: Handler<'account.signIn'> = async ({ phone, code, invitation }, visitor) => {
  const { openid, nowMs } = visitor;
  const proof = await proveCode(await placeOfCode(phone, nowMs), code, requesterOf(visitor), nowMs);
  if (!proof.ok) return proof;
  const entered = await enter(phone, openid, invitation, nowMs, proof.value);
  await proof.value.giveBack(entered.ok);
  return entered.ok ? welcome(entered.value, visitor) : entered;
};

/**
 * Signs in with the number that WeChat gives for the code of its phone button. The button is WeChat's: whoever comes
 * without an openid of WeChat holds a code that is somebody else's.
 */
export const signInWithWechatPhone: Handler<'account.signInWithWechatPhone'> = async (
  { code, invitation },
  visitor,
) => {
  if (!isWechat(visitor.openid)) return refuse('identity/wechatOnly');
  // Before the platform uses its code up: it works once. An account that is bound already needs no invitation.
  if (!visitor.member && (await referrerOf(invitation)) === undefined) return refuse('invitation/unknown');
  const phone = await phoneOf(code);
  if (!phone.ok) return phone;
  const entered = await enter(phone.value, visitor.openid, invitation, visitor.nowMs);
  return entered.ok ? welcome(entered.value, visitor) : entered;
};

async function phoneOf(code: string): Promise<Outcome<string, 'phone/notGiven'>> {
  try {
    const answer = await askOpenapi(() => cloud.openapi.phonenumber!.getPhoneNumber!({ code }));
    const info = answer.phoneInfo as { purePhoneNumber?: unknown; countryCode?: unknown } | undefined;
    const phone = String(info?.purePhoneNumber ?? '');
    return /^1[3-9]\d{9}$/.test(phone) && String(info?.countryCode) === '86' ? done(phone) : refuse('phone/notGiven');
  } catch {
    return refuse('phone/notGiven');
  }
}

/**
 * Ends the session under which the call came, whatever the input says, and one named besides if it is the caller's as
 * well. On WeChat there is nothing to end.
 */
export const signOut: Handler<'account.signOut'> = async ({ token }, { openid }) => {
  if (isWechat(openid)) return done({});
  const session = currentSession();
  await endSessions([...(session ? [session] : []), ...(token ? [sha256(token)] : [])], openid);
  return done({});
};
