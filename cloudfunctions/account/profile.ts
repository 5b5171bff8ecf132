import { refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { plansOn } from '../_plans/plans';
import { transact } from '../_platform/transactions';
import { members } from '../_store/collections';
import { settlePhone } from './gates';
import { meFrom, meJoins, readMe } from './me';
import { noteSeen, sessionJoin } from './sessions';

/** What a member sees of himself, with the session under which he asks. */
const ownJoins = () => [...meJoins, sessionJoin()] as const;

export const me = joining<'account.me', ReturnType<typeof ownJoins>>(
  ownJoins,
  async (_input, { member, nowMs }, joined) => {
    const [wallet, figures, cart, shop, addresses, waiting, unread, session] = joined;
    await noteSeen(session, nowMs);
    if (member.phoneNext && (await settlePhone(member._id, nowMs))) return done(await readMe(member._id));
    return done(await meFrom(member, [wallet, figures, cart, shop, addresses, waiting, unread]));
  },
);

/** Keeps that rules and risks were accepted: version and time, never taken back, never dated back (trust §2). */
export const acceptRules: Handler<'account.acceptRules'> = async ({ plans: asked }, { member, nowMs }) => {
  const plans = await plansOn(businessDayOf(nowMs));
  for (const { plan, version } of asked)
    if (plans[plan]?.version !== version)
      return refuse('rules/otherVersion', { plan, asked: version, inForce: plans[plan]?.version ?? 0 });
  await transact(async (transaction) => {
    const now = await members.get(member._id, transaction);
    const accepted = { ...now!.accepted };
    for (const { plan, version } of asked) {
      const before = accepted[plan] ?? [];
      if (!before.some((one) => one.version === version)) accepted[plan] = [...before, { version, atMs: nowMs }];
    }
    await members.change(member._id, { accepted }, transaction);
  });
  return done(await readMe(member._id));
};

export const updateProfile: Handler<'account.updateProfile'> = async ({ nickname }, { member }) => {
  const screened = await screenText([nickname], 'profile');
  if (!screened.ok) return screened;
  await members.change(member._id, { nickname });
  return done(await readMe(member._id));
};
