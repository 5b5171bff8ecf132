import { refuse } from '@shared/contract';
import { showMoment } from '@shared/format';
import { done } from '@shared/kernel';
import { isAnswered, once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { confirmedByPassword } from '../_actions/payPassword';
import { freeGate } from '../_actions/phoneGates';
import { maskPhone, seal, unseal } from '../_platform/phone';
import { members } from '../_store/collections';
import { readSettings } from '../_store/settings';
import { onceByCode, ownProof } from './byCode';
import { replacePhone, takeGate } from './gates';
import { endOthers } from './sessions';
import { NOT_YOU, tellSecurity } from './tellSecurity';

const HOUR_MS = 3_600_000;

export const changePhone: Handler<'account.changePhone'> = async ({ phone, code, ownCode }, caller) => {
  const { member, nowMs } = caller;
  const proofs = [ownProof(caller, 'phone', ownCode), { phone, purpose: 'newPhone', code } as const];
  const changed = await onceByCode(caller, proofs, async (transaction) => {
    const now = (await members.get(member._id, transaction))!;
    // The phone that was proven is the member's still.
    if (now.phoneHash !== member.phoneHash) return refuse('code/expired');
    const taken = await takeGate(now, phone, transaction);
    if (!taken.ok) return taken;
    await replacePhone(now, phone, transaction);
    const words = `手机号换成了 ${maskPhone(phone)}，其他设备都退出了。${NOT_YOU}`;
    const event = `phone:changed:${nowMs}`;
    await tellSecurity({ memberId: member._id, nowMs, event, title: '手机号换好了', words }, transaction);
    return done({});
  });
  if (changed.ok) await endOthers(member._id);
  return changed;
};

export const losePhone: Handler<'account.losePhone'> = async ({ phone, code, payPassword }, caller) => {
  const { member, nowMs } = caller;
  const confirmed = (await isAnswered(caller)) ? null : await confirmedByPassword(member, payPassword);
  if (confirmed && !confirmed.ok) return confirmed;
  const fromMs = nowMs + (await readSettings()).recoveryWaitHours * HOUR_MS;
  return onceByCode(caller, [{ phone, purpose: 'newPhone', code }], async (transaction) => {
    const now = (await members.get(member._id, transaction))!;
    const before = now.phoneNext && unseal(now.phoneNext.sealed);
    if (before && before !== phone) await freeGate(member._id, before, transaction);
    // One's own phone is one's own already: there is nothing to wait for.
    if (unseal(now.phoneSealed) === phone) return refuse('identity/phoneTaken');
    const taken = await takeGate(now, phone, transaction, fromMs);
    if (!taken.ok) return taken;
    const phoneNext = { sealed: seal(phone), masked: maskPhone(phone), askedAtMs: nowMs, fromMs };
    await members.change(member._id, { phoneNext }, transaction);
    const words = `有人用支付密码换手机号。${showMoment(fromMs)} 起换成 ${maskPhone(phone)}，之前可以叫停。${NOT_YOU}`;
    const event = `phone:asked:${nowMs}`;
    await tellSecurity({ memberId: member._id, nowMs, event, title: '正在换手机号', words }, transaction);
    return done({ fromMs });
  });
};

export const stopPhone: Handler<'account.stopPhone'> = (_input, caller) => {
  const { member, nowMs } = caller;
  return once(caller, async (transaction) => {
    const now = (await members.get(member._id, transaction))!;
    if (!now.phoneNext || now.phoneNext.fromMs <= nowMs) return refuse('phone/notAsked');
    await freeGate(member._id, unseal(now.phoneNext.sealed), transaction);
    await members.change(member._id, { phoneNext: null }, transaction);
    const words = `换手机号叫停了，原来的号码照旧。${NOT_YOU}`;
    const event = `phone:stopped:${nowMs}`;
    await tellSecurity({ memberId: member._id, nowMs, event, title: '叫停了换手机号', words }, transaction);
    return done({});
  });
};
