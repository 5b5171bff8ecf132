import { type OutputOf, refuse, type StopKind, type StopShown, stops, type ToldStop, toldStop } from '@shared/contract';
import { done } from '@shared/kernel';
import { worksIn } from '@shared/roles';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { members, settingsKept } from '../_store/collections';
import { defaultSettings, readSettings, SETTINGS_ID, type Settings } from '../_store/settings';
import { stopsNow } from '../_store/stops';

/** Whose a stop is, and who lets it go on. */
const ruleOf = (stop: ToldStop) =>
  stop === 'withdrawals' ? { area: 'staff.money' as const, liftedByAnother: true } : stops[stop as StopKind];

/** Every switch as it stands, with the names of who stopped what. */
async function shownOf(settings: Settings, { member }: Caller): Promise<OutputOf<'admin.viewStops'>> {
  const now = stopsNow(settings);
  const ids = [...new Set([...now.values()].flatMap(({ by }) => by || []))];
  const people = ids.length > 0 ? await members.getMany(ids, { nickname: true }) : [];
  const names = new Map(people.map(({ _id, nickname }) => [_id, nickname]));
  return {
    stops: toldStop.options.map((stop): StopShown => {
      const kept = now.get(stop);
      const { area, liftedByAnother } = ruleOf(stop);
      const isOwn = kept?.by === member._id;
      return {
        stop,
        area,
        isStopped: kept !== undefined,
        sinceMs: kept?.sinceMs || null,
        by: kept?.by || null,
        byName: names.get(kept?.by ?? '') ?? '',
        reason: kept?.reason ?? '',
        told: kept?.told ?? '',
        liftedByAnother,
        mayTurn: worksIn(member.roles, area) && !(liftedByAnother && isOwn),
      };
    }),
  };
}

export const viewStops: Handler<'admin.viewStops'> = async (_input, caller) =>
  done(await shownOf(await readSettings(), caller));

export const setStop: Handler<'admin.setStop'> = async ({ stop, isStopped, reason, told }, caller) => {
  const { area, liftedByAnother } = stops[stop];
  if (!worksIn(caller.member.roles, area)) return refuse('identity/notAllowed');
  const screened = await screenText([reason, told], 'byShop');
  if (!screened.ok) return screened;
  const turned = await once<{ stop: StopKind }, 'stop/sameAdmin'>(caller, async (transaction) => {
    const before = await settingsKept.get(SETTINGS_ID, transaction);
    const kept = before?.stops?.[stop] ?? null;
    if (isStopped === (kept !== null)) return done({ stop });
    if (liftedByAnother && kept?.by === caller.member._id) return refuse('stop/sameAdmin', { stop });
    const next = isStopped ? { by: caller.member._id, sinceMs: caller.nowMs, reason, told } : null;
    const settings = { ...defaultSettings(), ...before, stops: { ...before?.stops, [stop]: next } };
    await settingsKept.put({ ...settings, _id: SETTINGS_ID }, transaction);
    const changes = changed({ isStopped: !isStopped, told: kept?.told ?? '' }, { isStopped, told: next?.told ?? '' });
    await note(caller, 'admin.setStop', { stop, reason }, transaction, changes);
    return done({ stop });
  });
  return turned.ok ? viewStops({}, caller) : turned;
};
