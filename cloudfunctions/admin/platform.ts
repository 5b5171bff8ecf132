import { done, refuse } from '@shared/kernel';
import { closes, members, settingsKept } from '../_lib/collections';
import type { Handler } from '../_lib/outcomes';
import { defaultSettings, SETTINGS_ID } from '../_lib/settings';
import { transact } from '../_lib/transactions';
import { noteAct } from './audited';

/** Gives or takes a role. Nobody changes their own part as an administrator. */
export const setRole: Handler<'admin.setRole'> = ({ memberId, role, has }, caller) =>
  transact(async (transaction) => {
    const member = await members.get(memberId, transaction);
    if (!member) return refuse('member/unknown', { memberId });
    if (role === 'admin' && memberId === caller.member._id) return refuse('member/oneself');
    const others = member.roles.filter((one) => one !== role);
    const roles = has ? [...others, role] : others;
    await members.change(memberId, { roles }, transaction);
    await noteAct(caller, 'member.setRole', { memberId, role, has: has ? 'yes' : 'no' }, transaction);
    return done({ memberId, roles });
  });

/** Changes settings outside the plans; they apply to what happens from now on. */
export const saveSettings: Handler<'admin.saveSettings'> = (changes, caller) =>
  transact(async (transaction) => {
    const kept = await settingsKept.get(SETTINGS_ID, transaction);
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const settings = { ...defaultSettings(), ...kept, ...given, _id: SETTINGS_ID };
    await settingsKept.put(settings, transaction);
    await noteAct(caller, 'settings.save', given as Record<string, number>, transaction);
    const { settleAfterDays, payWithinMinutes, autoReceiveAfterDays, pointsUseRatioMillionths } = settings;
    return done({ settleAfterDays, payWithinMinutes, autoReceiveAfterDays, pointsUseRatioMillionths });
  });

/** The closes so far, newest first. */
export const listCloses: Handler<'admin.listCloses'> = async ({ limit }) => {
  const found = await closes.find({}, { orderBy: [['_id', 'desc']], limit });
  return done({
    closes: found.map(({ _id, totals, dividend, release, exits, ...close }) => ({
      day: _id,
      stage: close.stage,
      startedAtMs: close.startedAtMs,
      finishedAtMs: close.finishedAtMs,
      resumed: close.resumed,
      balanced: close.balanced,
      settledOrders: totals.orders,
      turnoverFen: totals.turnoverFen,
      dividendFen: dividend ? dividend.paidProportionalFen + dividend.paidTierFen : 0,
      releaseCents:
        release.staticCents +
        release.firstGenerationCents +
        release.secondGenerationCents +
        release.teamCents +
        release.sameRankCents,
      forcedExits: exits?.members ?? 0,
      entries: close.entries,
    })),
  });
};
