import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { isWechat } from '../_actions/identity';
import type { Handler } from '../_actions/outcomes';
import { isPassword, sealPassword } from '../_platform/passwords';
import { keyedHash, unseal } from '../_platform/phone';
import { loginPasswords, members } from '../_store/collections';
import { type Count, countAll, leftOf } from '../_store/counters';
import { onceByCode, ownProof } from './byCode';
import { gateOf, settlePhone } from './gates';
import { requesterOf } from './requester';
import { endOthers } from './sessions';
import { NOT_YOU, tellSecurity } from './tellSecurity';
import { welcome } from './welcome';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** At one phone by everybody in a day: the code stays as a way in, so that nobody locks an owner out. */
const MOST_A_DAY = 25;
const NOBODY = 'nobody';

/** Eight letters alone, eight digits alone, or the phone within, are found in a list. */
const isWeak = (password: string, phone: string): boolean =>
  !/[A-Za-z]/.test(password) || !/[^A-Za-z]/.test(password) || password.includes(phone) || /^(.)\1+$/.test(password);

export const setLoginPassword: Handler<'account.setLoginPassword'> = async ({ newPassword, code }, caller) => {
  const { member, nowMs } = caller;
  if (isWeak(newPassword, unseal(member.phoneSealed))) return refuse('password/weak');
  const made = await sealPassword(newPassword);
  const proofs = [ownProof(caller, 'loginPassword', code)];
  const set = await onceByCode<Record<string, never>, never>(caller, proofs, async (transaction) => {
    await loginPasswords.put({ _id: member._id, ...made, setAtMs: nowMs }, transaction);
    const words = `登录密码设好了，其他设备都退出了。${NOT_YOU}`;
    const event = `loginPassword:${nowMs}`;
    await tellSecurity({ memberId: member._id, nowMs, event, title: '设了登录密码', words }, transaction);
    return done({});
  });
  if (set.ok) await endOthers(member._id);
  return set;
};

/**
 * Signs in by phone and password. A try is counted before it is looked at; a phone that nobody has, one without a
 * password and a wrong password ask the same of the database, take as long and are answered alike.
 */
export const signInByPassword: Handler<'account.signInByPassword'> = async (input, visitor) => {
  const { phone, password } = input;
  const { openid, nowMs } = visitor;
  if (isWechat(openid)) return refuse('identity/browserOnly');
  const { names, self } = requesterOf(visitor);
  const place = keyedHash('password', phone);
  const mine: Count = {
    key: `password:${place}:${self}`,
    limits: [
      { most: 5, withinMs: 5 * MINUTE_MS },
      { most: 10, withinMs: HOUR_MS },
    ],
  };
  const counted = await countAll(
    [
      mine,
      { key: `password:${place}`, limits: [{ most: MOST_A_DAY, withinMs: 24 * HOUR_MS }] },
      ...names.map((name) => ({ key: `password:${name}`, limits: [{ most: 50, withinMs: HOUR_MS }] })),
    ],
    nowMs,
  );
  if (!counted.ok)
    return refuse('password/tooMany', { againAfterSeconds: Math.ceil((counted.againAtMs - nowMs) / 1000) });
  const gate = await gateOf(phone);
  const memberId = gate?.memberId ?? NOBODY;
  const kept = await loginPasswords.get(memberId);
  if (!(await isPassword(kept, password))) return refuse('password/wrong', { attemptsLeft: await leftOf(mine, nowMs) });
  await counted.giveBack();
  if (gate?.fromMs !== undefined && gate.fromMs > nowMs) return refuse('identity/phoneWaits', { fromMs: gate.fromMs });
  await settlePhone(memberId, nowMs);
  const [member, now] = [await members.get(memberId), await gateOf(phone)];
  if (!member || member.isClosed) return refuse('identity/closed');
  // The phone was another's by the time that waited for it.
  if (now?.memberId !== memberId) return refuse('password/wrong', { attemptsLeft: await leftOf(mine, nowMs) });
  return welcome({ memberId, isNew: false, wechat: null }, visitor, '密码', input);
};
