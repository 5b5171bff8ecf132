import { refuse } from '@shared/contract';
import { isWeakPayPassword, showMoment } from '@shared/format';
import { done } from '@shared/kernel';
import { isAnswered, once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { confirmedByPassword, passwordInForce, triesAt } from '../_actions/payPassword';
import { sealPassword } from '../_platform/passwords';
import { TooBusy } from '../_platform/patience';
import { unseal } from '../_platform/phone';
import type { Transaction } from '../_platform/transactions';
import { payPasswords } from '../_store/collections';
import { countState } from '../_store/counters';
import { readSettings } from '../_store/settings';
import { onceByCode, ownProof } from './byCode';
import { NOT_YOU, tellSecurity } from './tellSecurity';

const HOUR_MS = 3_600_000;

const isWeak = ({ member }: Caller, digits: string): boolean => isWeakPayPassword(digits, unseal(member.phoneSealed));

/** Tells the member what became of the password, in the transaction that does it. */
const tell = ({ member, nowMs }: Caller, title: string, words: string, transaction: Transaction): Promise<void> =>
  tellSecurity({ memberId: member._id, nowMs, event: `payPassword:${title}:${nowMs}`, title, words }, transaction);

/** The state of the caller's own; of one that waits no more it says that it counts. */
export const viewPayPassword: Handler<'account.viewPayPassword'> = async (_input, { member, nowMs }) => {
  const [kept, { recoveryWaitHours: waitHours }] = await Promise.all([payPasswords.get(member._id), readSettings()]);
  const inForce = kept && passwordInForce(kept, nowMs);
  const { left, untilMs } = await countState(triesAt(member._id, { setAtMs: inForce?.setAtMs ?? 0 }), nowMs);
  const waiting = kept?.pending && kept.pending.fromMs > nowMs ? kept.pending : null;
  return done({
    isSet: inForce !== null,
    setAtMs: inForce?.setAtMs ?? null,
    left,
    lockedUntilMs: untilMs,
    pending: waiting && { askedAtMs: waiting.askedAtMs, fromMs: waiting.fromMs },
    waitHours,
  });
};

export const setPayPassword: Handler<'account.setPayPassword'> = async ({ newPayPassword, code }, caller) => {
  const { member, nowMs } = caller;
  if (isWeak(caller, newPayPassword)) return refuse('payPassword/weak');
  const made = await sealPassword(newPayPassword);
  return onceByCode(caller, [ownProof(caller, 'payPassword', code)], async (transaction) => {
    if (await payPasswords.get(member._id, transaction)) return refuse('payPassword/isSet');
    await payPasswords.put({ _id: member._id, ...made, setAtMs: nowMs }, transaction);
    await tell(caller, '设了支付密码', `支付密码设好了。${NOT_YOU}`, transaction);
    return done({});
  });
};

export const changePayPassword: Handler<'account.changePayPassword'> = async (
  { payPassword, newPayPassword },
  caller,
) => {
  const { member, nowMs } = caller;
  if (isWeak(caller, newPayPassword)) return refuse('payPassword/weak');
  const confirmed = (await isAnswered(caller)) ? null : await confirmedByPassword(member, payPassword);
  if (confirmed && !confirmed.ok) return confirmed;
  const made = await sealPassword(newPayPassword);
  return once(caller, async (transaction) => {
    const now = await payPasswords.get(member._id, transaction);
    if (now?.setAtMs !== confirmed?.value.setAtMs) throw new TooBusy('another password was set meanwhile');
    await payPasswords.put({ _id: member._id, ...made, setAtMs: nowMs }, transaction);
    await tell(caller, '改了支付密码', `支付密码改了，用的是原来的密码。${NOT_YOU}`, transaction);
    return done({});
  });
};

export const findPayPassword: Handler<'account.findPayPassword'> = async ({ newPayPassword, code }, caller) => {
  const { member, nowMs } = caller;
  if (isWeak(caller, newPayPassword)) return refuse('payPassword/weak');
  const made = await sealPassword(newPayPassword);
  const { recoveryWaitHours } = await readSettings();
  const fromMs = nowMs + recoveryWaitHours * HOUR_MS;
  return onceByCode(caller, [ownProof(caller, 'payPassword', code)], async (transaction) => {
    const kept = await payPasswords.get(member._id, transaction);
    if (!kept) return refuse('payPassword/notSet');
    const inForce = passwordInForce(kept, nowMs);
    const pending = { ...made, askedAtMs: nowMs, fromMs };
    await payPasswords.put({ _id: member._id, ...inForce, pending }, transaction);
    const words = `有人用验证码找回支付密码。新密码 ${showMoment(fromMs)} 起才有用，之前可以叫停。${NOT_YOU}`;
    await tell(caller, '正在找回支付密码', words, transaction);
    return done({ fromMs });
  });
};

export const stopPayPassword: Handler<'account.stopPayPassword'> = (_input, caller) => {
  const { member, nowMs } = caller;
  return once(caller, async (transaction) => {
    const kept = await payPasswords.get(member._id, transaction);
    if (!kept?.pending || kept.pending.fromMs <= nowMs) return refuse('payPassword/notAsked');
    await payPasswords.change(member._id, { pending: null }, transaction);
    await tell(caller, '叫停了找回', `找回支付密码叫停了，原来的密码照旧。${NOT_YOU}`, transaction);
    return done({});
  });
};
