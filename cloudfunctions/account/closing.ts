import { refuse } from '@shared/contract';
import { showMoment } from '@shared/format';
import { done } from '@shared/kernel';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { readMember } from '../_books/member';
import { editionsOf, hindrancesOf, notGivenUp } from '../_closing/hindrances';
import { endOffersOf } from '../_collectibles/offers';
import { members } from '../_store/collections';
import { readSettings } from '../_store/settings';
import { onceByCode, ownProof } from './byCode';
import { NOT_YOU, tellSecurity } from './tellSecurity';

const DAY_MS = 86_400_000;

async function readOwn(memberId: string) {
  const held = await readMember(memberId);
  if (!held) throw new Error(`there is no member ${memberId}`);
  return { held, hindrances: await hindrancesOf(held) };
}

export const viewClosing: Handler<'account.viewClosing'> = async (_input, { member }) => {
  const [{ held, hindrances }, editions, settings] = await Promise.all([
    readOwn(member._id),
    editionsOf(member._id),
    readSettings(),
  ]);
  const { closing } = held.document;
  return done({
    hindrances,
    holdings: {
      cashFen: held.member.cash,
      appreciatingMicroPoints: held.wallet.pointsMicroPoints,
      stableCents: held.wallet.stableCents,
      spendableCents: held.member.spendable,
      editions,
      quotaFen: held.member.quota,
    },
    asked: closing ? { askedAtMs: closing.askedAtMs, dueAtMs: closing.dueAtMs } : null,
    waitDays: settings.closingWaitDays,
  });
};

export const askClosing: Handler<'account.askClosing'> = async ({ giveUp, code }, caller) => {
  const { member, nowMs } = caller;
  const [{ held, hindrances }, { closingWaitDays }] = await Promise.all([readOwn(member._id), readSettings()]);
  const [first] = hindrances;
  if (first) return refuse('closing/hindered', { kind: first.kind, count: first.count });
  const missing = await notGivenUp(held, giveUp);
  if (missing) return refuse('closing/notGivenUp', { asset: missing.asset, units: missing.units });
  const dueAtMs = nowMs + closingWaitDays * DAY_MS;
  const asked = await onceByCode<{ dueAtMs: number }, never>(
    caller,
    [ownProof(caller, 'closing', code)],
    async (transaction) => {
      const closing = { askedAtMs: nowMs, dueAtMs, giveUp: [...new Set(giveUp)] };
      await members.change(member._id, { closing }, transaction);
      const words = `申请了注销账号，${showMoment(dueAtMs)} 起办，之前可以撤回。${NOT_YOU}`;
      const event = `closing:asked:${nowMs}`;
      await tellSecurity({ memberId: member._id, nowMs, event, title: '申请了注销账号', words }, transaction);
      return done({ dueAtMs });
    },
  );
  // Killed before it, they cannot be accepted all the same, and end with the account.
  if (asked.ok) await endOffersOf(member._id);
  return asked;
};

export const takeBackClosing: Handler<'account.takeBackClosing'> = (_input, caller) => {
  const { member, nowMs } = caller;
  return once(caller, async (transaction) => {
    const now = await members.get(member._id, transaction);
    if (!now?.closing || now.isClosed) return refuse('closing/notAsked');
    await members.change(member._id, { closing: null }, transaction);
    const event = `closing:takenBack:${nowMs}`;
    const words = '注销撤回了，账号照旧。';
    await tellSecurity({ memberId: member._id, nowMs, event, title: '撤回了注销', words }, transaction);
    return done({});
  });
};
