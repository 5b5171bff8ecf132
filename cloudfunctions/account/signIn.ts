import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { isWechat } from '../_actions/identity';
import type { Handler } from '../_actions/outcomes';
import { askOpenapi, cloud } from '../_platform/cloud';
import { placeOfCode, proveCode } from './codes';
import { enter, referrerOf } from './join';
import { requesterOf } from './requester';
import { welcome } from './welcome';

/** Signs in by phone and code. Whatever is looked at besides the code is looked at once the code was right. */
export const signIn: Handler<'account.signIn'> = async (input, visitor) => {
  const { phone, code, invitation } = input;
  const { openid, nowMs } = visitor;
  const proof = await proveCode(await placeOfCode(phone, nowMs), code, requesterOf(visitor), nowMs);
  if (!proof.ok) return proof;
  const entered = await enter(phone, openid, invitation, nowMs, proof.value);
  await proof.value.giveBack(entered.ok);
  return entered.ok ? welcome(entered.value, visitor, '验证码', input) : entered;
};

/**
 * Signs in with the number that WeChat gives for the code of its phone button. The button is WeChat's: whoever comes
 * without an openid of WeChat holds a code that is somebody else's.
 */
export const signInWithWechatPhone: Handler<'account.signInWithWechatPhone'> = async (input, visitor) => {
  const { code, invitation } = input;
  if (!isWechat(visitor.openid)) return refuse('identity/wechatOnly');
  // Before the platform uses its code up: it works once. An account that is bound already needs no invitation.
  if (!visitor.member && (await referrerOf(invitation)) === undefined) return refuse('invitation/unknown');
  const phone = await phoneOf(code);
  if (!phone.ok) return phone;
  const entered = await enter(phone.value, visitor.openid, invitation, visitor.nowMs);
  return entered.ok ? welcome(entered.value, visitor, '验证码', input) : entered;
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
