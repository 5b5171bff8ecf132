import { refuse } from '@shared/contract';
import { showMoment } from '@shared/format';
import { done, type Outcome } from '@shared/kernel';
import { isPassword } from '../_platform/passwords';
import { payPasswords } from '../_store/collections';
import { type Count, countAll, leftOf } from '../_store/counters';
import type { MemberDocument, PayPasswordDocument } from '../_store/documents';
import { tellMembers } from '../_store/messages';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Wrong tries that pass: five, then an hour's pause; eight in a day, twelve in a week, twenty in a month. Ten thousand
 * guesses take forty years, and each right use in between opens none of them again.
 */
const LIMITS = [
  { most: 5, withinMs: HOUR_MS },
  { most: 8, withinMs: DAY_MS },
  { most: 12, withinMs: 7 * DAY_MS },
  { most: 20, withinMs: 30 * DAY_MS },
] as const;

type PayPasswordRefusal = 'payPassword/notSet' | 'payPassword/wrong' | 'payPassword/locked';

/** Wrong tries at one password: a new one, got by the former or by code and waiting, has its own. */
export const triesAt = (memberId: string, { setAtMs }: Pick<PayPasswordDocument, 'setAtMs'>): Count => ({
  key: `payPassword:${memberId}:${setAtMs}`,
  limits: LIMITS,
});

type InForce = Pick<PayPasswordDocument, 'salt' | 'sealed' | 'setAtMs'>;

/** What counts now: the one that was asked for by code, once its waiting time is over. */
export const passwordInForce = ({ salt, sealed, setAtMs, pending }: PayPasswordDocument, nowMs: number): InForce =>
  pending && pending.fromMs <= nowMs
    ? { salt: pending.salt, sealed: pending.sealed, setAtMs: pending.fromMs }
    : { salt, sealed, setAtMs };

/**
 * Whether a member's payment password is this one. A try is counted before it is looked at, by one guarded update, so
 * that neither guessing side by side nor a kill gains one; a right one is taken off again. To be asked after the request
 * is known to be new (see `isAnswered`), and before anything is changed.
 * @returns when the password was set, by which its guard tells it from others.
 */
export async function confirmedByPassword(
  { _id: memberId }: Pick<MemberDocument, '_id'>,
  payPassword: string,
): Promise<Outcome<{ setAtMs: number }, PayPasswordRefusal>> {
  const nowMs = Date.now();
  const kept = await payPasswords.get(memberId);
  if (!kept) return refuse('payPassword/notSet');
  const inForce = passwordInForce(kept, nowMs);
  const tries = triesAt(memberId, inForce);
  const counted = await countAll([tries], nowMs);
  if (!counted.ok) return refuse('payPassword/locked', { untilMs: counted.againAtMs });
  if (!(await isPassword(inForce, payPassword))) {
    const left = await leftOf(tries, nowMs);
    if (left === 0) await tellOfLock(memberId, nowMs);
    return refuse('payPassword/wrong', { left });
  }
  await counted.giveBack();
  if (kept.pending) await endPending(kept, inForce);
  return done({ setAtMs: inForce.setAtMs });
}

/**
 * After a right one: that which was waited for takes the place of the former; where the former was given rightly while
 * the wait went on, its owner remembers it, and whoever asked for another gets none.
 */
async function endPending({ _id, pending }: PayPasswordDocument, inForce: InForce): Promise<void> {
  await payPasswords.changeWhere({ _id, 'pending.askedAtMs': pending!.askedAtMs }, { ...inForce, pending: null });
}

const tellOfLock = (memberId: string, nowMs: number): Promise<void> =>
  tellMembers([
    {
      memberId,
      event: `payPassword:locked:${nowMs}`,
      kind: 'security',
      title: '支付密码锁住了',
      words: `${showMoment(nowMs)} 支付密码输错太多次，锁住了，什么都没有付出去。不是你，就退出其他设备，并联系客服。`,
      atMs: nowMs,
      target: { page: 'security', id: '' },
      template: 'security',
    },
  ]);
