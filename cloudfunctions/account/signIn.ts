import { done, type Outcome, refuse } from '@shared/kernel';
import { cloud } from '../_lib/cloud';
import { sessions } from '../_lib/collections';
import { h5Openid, isWechat } from '../_lib/identity';
import { newToken, sha256 } from '../_lib/ids';
import type { Handler, Visitor } from '../_lib/outcomes';
import { phoneHash } from '../_lib/phone';
import { spendCode } from './codes';
import { enter } from './join';
import { readMe } from './me';

const SESSION_MS = 30 * 86_400_000;

/** After the account is found or made: a session for the H5, nothing for WeChat, which vouches for every call. */
async function welcome(entered: { memberId: string; isNew: boolean }, { openid, nowMs }: Visitor) {
  const member = await readMe(entered.memberId);
  if (isWechat(openid)) return done({ isNew: entered.isNew, member });
  const token = newToken();
  await sessions.add({
    _id: sha256(token),
    openid: h5Openid(entered.memberId),
    expiresAt: nowMs + SESSION_MS,
  });
  return done({ token, isNew: entered.isNew, member });
}

/** Signs in by phone and code. */
export const signIn: Handler<'account.signIn'> = async ({ phone, code, invitation }, visitor) => {
  const spent = await spendCode(phoneHash(phone), code, visitor.nowMs);
  if (!spent.ok) return spent;
  const entered = await enter(phone, visitor.openid, invitation, visitor.nowMs);
  return entered.ok ? welcome(entered.value, visitor) : entered;
};

/** Signs in with the number that WeChat gives for the code of its phone button. */
export const signInWithWechatPhone: Handler<'account.signInWithWechatPhone'> = async (
  { code, invitation },
  visitor,
) => {
  const phone = await phoneOf(code);
  if (!phone.ok) return phone;
  const entered = await enter(phone.value, visitor.openid, invitation, visitor.nowMs);
  return entered.ok ? welcome(entered.value, visitor) : entered;
};

async function phoneOf(code: string): Promise<Outcome<string, 'phone/notGiven'>> {
  try {
    const answer = await cloud.openapi.phonenumber!.getPhoneNumber!({ code });
    const info = answer.phoneInfo as { purePhoneNumber?: unknown; countryCode?: unknown } | undefined;
    const phone = String(info?.purePhoneNumber ?? '');
    return /^1[3-9]\d{9}$/.test(phone) && String(info?.countryCode) === '86' ? done(phone) : refuse('phone/notGiven');
  } catch {
    return refuse('phone/notGiven');
  }
}

/** Ends a session: whoever has the token may end it. */
export const signOut: Handler<'account.signOut'> = async ({ token }) => {
  if (token) await sessions.remove(sha256(token));
  return done({});
};
