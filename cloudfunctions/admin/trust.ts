import { type OutputOf, refuse } from '@shared/contract';
import { done, readBusinessDay } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { without } from '../_actions/roles';
import { screenText } from '../_actions/screening';
import { releasedIn } from '../_books/payout';
import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { clearances, closes, members } from '../_store/collections';
import { countPlanChange } from '../_store/dayState';
import type { ClearanceDocument } from '../_store/documents';
import { listPage } from '../_store/lists';
import { inTurn } from '../_store/turns';

const shown = ({ _id, ...clearance }: ClearanceDocument): OutputOf<'admin.proposeClearance'> => ({
  clearanceId: _id,
  ...clearance,
});

/** A clearance record (trust §1): of no effect until another administrator approves it. */
export const proposeClearance: Handler<'admin.proposeClearance'> = async ({ requestId: _id, ...input }, caller) => {
  const { validFromDay, validToDay, feature } = input;
  if (!readBusinessDay(validFromDay) || !readBusinessDay(validToDay) || validFromDay > validToDay)
    return refuse('clearance/dates', { from: validFromDay, to: validToDay });
  const screened = await screenText([input.issuer, input.documentReference, input.scope], 'byShop');
  if (!screened.ok) return screened;
  return once<ReturnType<typeof shown>, never>(caller, async (transaction) => {
    const proposed: ClearanceDocument = {
      _id: newId('K', 16),
      ...input,
      state: 'proposed',
      proposedBy: caller.member._id,
      approvedBy: null,
    };
    await clearances.put(proposed, transaction);
    const changes = changed(null, { ...input, state: proposed.state });
    await note(caller, 'admin.proposeClearance', { clearanceId: proposed._id, feature }, transaction, changes);
    return done(shown(proposed));
  });
};

/** Approved by somebody else than who proposed it: two different administrators. */
export const approveClearance: Handler<'admin.approveClearance'> = ({ clearanceId }, caller) =>
  once(caller, async (transaction) => {
    const { _id: approvedBy } = caller.member;
    const found = await clearances.get(clearanceId, transaction);
    if (!found) return refuse('clearance/unknown');
    if (found.proposedBy === approvedBy) return refuse('clearance/sameAdmin');
    if (found.state === 'valid' && found.approvedBy === approvedBy) return done(shown(found));
    if (found.state !== 'proposed') return refuse('clearance/notProposed', { state: found.state });
    await clearances.change(clearanceId, { state: 'valid', approvedBy }, transaction);
    await countPlanChange(caller.nowMs, transaction);
    await note(caller, 'admin.approveClearance', { clearanceId, feature: found.feature }, transaction, [
      { field: 'state', before: found.state, after: 'valid' },
    ]);
    return done(shown({ ...found, state: 'valid', approvedBy }));
  });

/** Revoked by one administrator at once: switching off is never in doubt. */
export const revokeClearance: Handler<'admin.revokeClearance'> = ({ clearanceId }, caller) =>
  once(caller, async (transaction) => {
    const found = await clearances.get(clearanceId, transaction);
    if (!found) return refuse('clearance/unknown');
    if (found.state !== 'revoked') {
      await clearances.change(clearanceId, { state: 'revoked' }, transaction);
      await countPlanChange(caller.nowMs, transaction);
      await note(caller, 'admin.revokeClearance', { clearanceId, feature: found.feature }, transaction, [
        { field: 'state', before: found.state, after: 'revoked' },
      ]);
    }
    return done(shown({ ...found, state: 'revoked' }));
  });

export const listClearances: Handler<'admin.listClearances'> = async (input) => {
  const list = await listPage(clearances, input, {
    name: 'admin.listClearances',
    condition: {},
    keys: [
      ['feature', 'asc'],
      ['validToDay', 'desc'],
      ['_id', 'asc'],
    ],
    types: ['string', 'string', 'string'],
  });
  return list.ok ? done({ clearances: list.value.found.map(shown), next: list.value.next }) : list;
};

/** Who gives or takes a role takes a turn under it: that somebody is left to undo it is of all together. */
const ROLES = 'roles';

/**
 * Roles are given and taken by owners, never to or from themselves. One who is an owner no more when the step is done
 * does it no more: so of two who remove each other the second is refused, and one is always left.
 */
export const setRole: Handler<'admin.setRole'> = async ({ memberId, role, has }, caller) => {
  const { _id } = caller.member;
  if (memberId === _id) return refuse('member/oneself');
  const work = async (transaction: Transaction) => {
    const oneself = await members.get(_id, transaction);
    if (!oneself?.roles.includes('owner')) return refuse('identity/notAllowed');
    const member = await members.get(memberId, transaction);
    if (!member) return refuse('member/unknown', { memberId });
    if (role === 'merchant' && !has && member.shopId) return refuse('member/ownsShop', { shopId: member.shopId });
    const others = without(member, role);
    const roles = has ? [...others, role] : others;
    await members.change(memberId, { roles }, transaction);
    const change = { field: 'roles', before: member.roles.join('、'), after: roles.join('、') };
    await note(caller, 'admin.setRole', { memberId, role, has: has ? 1 : 0 }, transaction, [change]);
    return done({ memberId, roles: [...roles] });
  };
  return once(
    caller,
    work,
    inTurn(ROLES, async () => {}),
  );
};

export const listCloses: Handler<'admin.listCloses'> = async (input) => {
  const list = await listPage(closes, input, {
    name: 'admin.listCloses',
    condition: {},
    keys: [['_id', 'desc']],
    types: ['string'],
    fields: { carry: false, moves: false },
  });
  if (!list.ok) return list;
  return done({
    closes: list.value.found.map((close) => ({
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
    next: list.value.next,
  });
};
