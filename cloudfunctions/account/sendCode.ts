import { randomInt } from 'node:crypto';
import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler, Visitor } from '../_actions/outcomes';
import { logFault } from '../_platform/log';
import { phoneHash, unseal } from '../_platform/phone';
import { type CodePurpose, countWish, keepCode, placeFor, tooMany, VALID_SECONDS } from './codes';
import { requesterOf } from './requester';
import { smsProvider } from './sms/provider';

/** How a visitor may sign in here. The phone button is WeChat's and needs nothing of this shop. */
export const ways: Handler<'account.ways'> = async () => done({ canSendCodes: smsProvider() !== null });

/** Sends a code by SMS. The code is kept first: one that was not sent is of no use to anybody. */
export const sendCode: Handler<'account.sendCode'> = ({ phone }, visitor) => sendTo(phone, visitor);

/** Sends a code to the caller's own phone, for one thing alone. */
export const sendOwnCode: Handler<'account.sendOwnCode'> = ({ purpose }, caller) =>
  sendTo(unseal(caller.member.phoneSealed), caller, purpose);

/** Sends a code to a phone that is to be the caller's own. Whether it is somebody else's is not told. */
export const sendNewPhoneCode: Handler<'account.sendNewPhoneCode'> = ({ phone }, caller) =>
  sendTo(phone, caller, 'newPhone');

async function sendTo(phone: string, visitor: Visitor, purpose?: CodePurpose) {
  const send = smsProvider();
  if (!send) return refuse('code/noProvider');
  const { nowMs } = visitor;
  const counted = await countWish(requesterOf(visitor), nowMs);
  if (!counted.ok) return tooMany(counted.againAtMs, nowMs);
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const kept = await keepCode(placeFor(phoneHash(phone), purpose), code, nowMs);
  if (!kept.ok) {
    await counted.giveBack();
    return kept;
  }
  try {
    await send({ phone, code, minutes: VALID_SECONDS / 60 });
  } catch (error) {
    logFault('no SMS was sent', error);
    return refuse('code/notSent');
  }
  return done({ validForSeconds: VALID_SECONDS, againAfterSeconds: kept.value.againAfterSeconds });
}
