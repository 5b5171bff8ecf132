import type { OutputOf } from '@shared/contract';
import { done, readBusinessDay, refuse } from '@shared/kernel';
import { note } from '../_lib/audit';
import { clearances, closes, members, settingsKept } from '../_lib/collections';
import type { ClearanceDocument, CloseDocument } from '../_lib/documents';
import { derivedId } from '../_lib/ids';
import type { Handler } from '../_lib/outcomes';
import { readSettings, SETTINGS_ID } from '../_lib/settings';

const shown = ({ _id, ...clearance }: ClearanceDocument): OutputOf<'admin.proposeClearance'> => ({
  clearanceId: _id,
  ...clearance,
});

/** A clearance record (trust §1): of no effect until another administrator approves it. */
export const proposeClearance: Handler<'admin.proposeClearance'> = async ({ requestId, ...input }, caller) => {
  if (
    !readBusinessDay(input.validFromDay) ||
    !readBusinessDay(input.validToDay) ||
    input.validFromDay > input.validToDay
  )
    return refuse('clearance/dates', { from: input.validFromDay, to: input.validToDay });
  const proposed: ClearanceDocument = {
    _id: derivedId('K', caller.member._id, requestId),
    ...input,
    state: 'proposed',
    proposedBy: caller.member._id,
    approvedBy: null,
  };
  if (await clearances.add(proposed)) await note(caller, 'admin.proposeClearance', { feature: input.feature });
  return done(shown((await clearances.get(proposed._id))!));
};

/** Approved by somebody else than who proposed it: two different administrators. */
export const approveClearance: Handler<'admin.approveClearance'> = async ({ clearanceId }, caller) => {
  const found = await clearances.get(clearanceId);
  if (!found) return refuse('clearance/unknown');
  if (found.proposedBy === caller.member._id) return refuse('clearance/sameAdmin');
  const changed = await clearances.changeWhere(
    { _id: clearanceId, state: 'proposed' },
    { state: 'valid', approvedBy: caller.member._id },
  );
  const now = (await clearances.get(clearanceId))!;
  if (changed === 0 && !(now.state === 'valid' && now.approvedBy === caller.member._id))
    return refuse('clearance/notProposed', { state: now.state });
  await note(caller, 'admin.approveClearance', { clearanceId, feature: found.feature });
  return done(shown(now));
};

/** Revoked by one administrator at once: switching off is never in doubt. */
export const revokeClearance: Handler<'admin.revokeClearance'> = async ({ clearanceId }, caller) => {
  if (!(await clearances.change(clearanceId, { state: 'revoked' }))) {
    const found = await clearances.get(clearanceId);
    if (!found) return refuse('clearance/unknown');
  }
  await note(caller, 'admin.revokeClearance', { clearanceId });
  return done(shown((await clearances.get(clearanceId))!));
};

export const listClearances: Handler<'admin.listClearances'> = async () => {
  const found = await clearances.find(
    {},
    {
      orderBy: [
        ['feature', 'asc'],
        ['validToDay', 'desc'],
      ],
      limit: 200,
    },
  );
  return done({ clearances: found.map(shown) });
};

/** Roles are given by another administrator, never to oneself. */
export const setRole: Handler<'admin.setRole'> = async ({ memberId, role, has }, caller) => {
  if (memberId === caller.member._id) return refuse('member/oneself');
  const member = await members.get(memberId);
  if (!member) return refuse('member/unknown', { memberId });
  const others = member.roles.filter((one) => one !== role);
  const roles = has ? [...others, role] : others;
  await members.change(memberId, { roles });
  await note(caller, 'admin.setRole', { memberId, role, has: has ? 1 : 0 });
  return done({ memberId, roles: [...roles] });
};

export const saveSettings: Handler<'admin.saveSettings'> = async (input, caller) => {
  const settings = { ...(await readSettings()), ...input };
  await settingsKept.put({ _id: SETTINGS_ID, ...settings });
  await note(caller, 'admin.saveSettings', { ...input });
  const { isDemo: _isDemo, ...kept } = settings;
  return done(kept);
};

const releasedIn = ({ release }: CloseDocument): number =>
  release.staticCents +
  release.firstGenerationCents +
  release.secondGenerationCents +
  release.teamCents +
  release.sameRankCents;

export const listCloses: Handler<'admin.listCloses'> = async ({ limit }) => {
  const found = await closes.find({}, { orderBy: [['_id', 'desc']], limit });
  return done({
    closes: found.map((close) => ({
      day: close._id,
      stage: close.stage,
      startedAtMs: close.startedAtMs,
      finishedAtMs: close.finishedAtMs,
      resumed: close.resumed,
      balanced: close.balanced,
      settledOrders: close.totals.orders,
      turnoverFen: close.totals.turnoverFen,
      dividendFen: (close.dividend?.paidProportionalFen ?? 0) + (close.dividend?.paidTierFen ?? 0),
      releaseCents: releasedIn(close),
      forcedExits: close.exits?.members ?? 0,
      entries: close.entries,
    })),
  });
};
