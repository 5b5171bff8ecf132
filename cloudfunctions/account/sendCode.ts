import { randomInt } from 'node:crypto';
import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { cloud } from '../_platform/cloud';
import { phoneHash } from '../_platform/phone';
import { countWish, keepCode, tooMany, VALID_SECONDS } from './codes';
import { requesterOf } from './requester';

/** Sends a code by SMS. The code is kept first: one that was not sent is of no use to anybody. */
export const sendCode: Handler<'account.sendCode'> = async ({ phone }, visitor) => {
  const { nowMs } = visitor;
  const counted = await countWish(requesterOf(visitor), nowMs);
  if (!counted.ok) return tooMany(counted.againAtMs, nowMs);
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0');
  const kept = await keepCode(phoneHash(phone), code, nowMs);
  if (!kept.ok) {
    await counted.giveBack();
    return kept;
  }
  try {
    await cloud.openapi.cloudbase!.sendSms!({
      env: cloud.getWXContext().ENV ?? process.env.TCB_ENV ?? '',
      phoneNumberList: [`+86${phone}`],
      smsType: 'Notification',
      templateId: process.env.SMS_TEMPLATE_ID ?? 'signInCode',
      templateParamList: [code, String(VALID_SECONDS / 60)],
    });
  } catch (error) {
    console.warn(`no SMS was sent: ${(error as Error).message}`);
    return refuse('code/notSent');
  }
  return done({ validForSeconds: VALID_SECONDS, againAfterSeconds: kept.value.againAfterSeconds });
};
