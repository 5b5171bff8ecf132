import { done, refuse } from '@shared/kernel';
import { clearances } from '../_lib/collections';
import type { ClearanceDocument } from '../_lib/documents';
import { derivedId } from '../_lib/ids';
import type { Handler } from '../_lib/outcomes';
import { transact } from '../_lib/transactions';
import { noteAct } from './audited';

const shown = ({ _id, ...clearance }: ClearanceDocument) => ({ clearanceId: _id, ...clearance });

/** Records a clearance; it is valid once another administrator has approved it. */
export const proposeClearance: Handler<'admin.proposeClearance'> = async ({ requestId, ...proposed }, caller) => {
  if (proposed.validFromDay > proposed.validToDay)
    return refuse('clearance/dates', { from: proposed.validFromDay, to: proposed.validToDay });
  const proposedBy = caller.member._id;
  const clearance: ClearanceDocument = {
    _id: derivedId('C', proposedBy, requestId),
    ...proposed,
    state: 'proposed',
    proposedBy,
    approvedBy: null,
  };
  if (await clearances.add(clearance)) {
    await noteAct(caller, 'clearance.propose', { clearanceId: clearance._id, feature: clearance.feature });
    return done(shown(clearance));
  }
  return done(shown((await clearances.get(clearance._id))!));
};

/** Approves a proposed clearance: never by the administrator who proposed it. From then on it is valid on its days. */
export const approveClearance: Handler<'admin.approveClearance'> = ({ clearanceId }, caller) =>
  transact(async (transaction) => {
    const clearance = await clearances.get(clearanceId, transaction);
    if (!clearance) return refuse('clearance/unknown');
    const approvedBy = caller.member._id;
    if (clearance.proposedBy === approvedBy) return refuse('clearance/sameAdmin');
    if (clearance.state === 'valid' && clearance.approvedBy === approvedBy) return done(shown(clearance));
    if (clearance.state !== 'proposed') return refuse('clearance/notProposed', { state: clearance.state });
    await clearances.change(clearanceId, { state: 'valid', approvedBy }, transaction);
    await noteAct(caller, 'clearance.approve', { clearanceId, feature: clearance.feature }, transaction);
    return done(shown({ ...clearance, state: 'valid', approvedBy }));
  });

/** Revokes a clearance: the feature is off at the next moment of use. */
export const revokeClearance: Handler<'admin.revokeClearance'> = ({ clearanceId }, caller) =>
  transact(async (transaction) => {
    const clearance = await clearances.get(clearanceId, transaction);
    if (!clearance) return refuse('clearance/unknown');
    await clearances.change(clearanceId, { state: 'revoked' }, transaction);
    await noteAct(caller, 'clearance.revoke', { clearanceId, feature: clearance.feature }, transaction);
    return done(shown({ ...clearance, state: 'revoked' }));
  });

export const listClearances: Handler<'admin.listClearances'> = async () =>
  done({ clearances: (await clearances.find({}, { orderBy: [['_id', 'asc']], limit: 1000 })).map(shown) });
