import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { without } from '../_actions/roles';
import { screenText } from '../_actions/screening';
import { applicationCard, applicationShown, stateAfter, stepApplication } from '../_orders/staff/applications';
import { nameWord, putWord } from '../_orders/words';
import { newId } from '../_platform/ids';
import { unseal } from '../_platform/phone';
import type { Transaction } from '../_platform/transactions';
import { applications, members, shops } from '../_store/collections';
import { countPlanChange } from '../_store/dayState';
import type { ApplicationDocument } from '../_store/documents/applications';
import { listPage, shownOf } from '../_store/lists';
import { readSettings } from '../_store/settings';
import { begunBy } from './shops';

export const listApplications: Handler<'admin.listApplications'> = async (input) => {
  const list = await listPage(applications, input, {
    name: 'admin.listApplications',
    condition: { state: input.state },
    keys: [
      ['atMs', 'asc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
    fields: { log: false, licences: false },
  });
  if (!list.ok) return list;
  return done({ applications: shownOf(list.value.found, applicationCard), next: list.value.next });
};

export const viewApplication: Handler<'admin.viewApplication'> = async ({ applicationId }, caller) => {
  const one = await applications.get(applicationId);
  if (!one) return refuse('application/unknown');
  const noted = await once<null, never>(caller, async (transaction) => {
    await note(caller, 'admin.viewApplication', { applicationId, memberId: one.memberId }, transaction);
    return done(null);
  });
  if (!noted.ok) return noted;
  return done({ ...applicationShown(one), memberId: one.memberId, phone: unseal(one.phoneSealed) });
};

/** Makes the shop of an application and its owner, within the transaction that approves it. */
async function openShop({ memberId, shopName }: ApplicationDocument, { nowMs }: Caller, transaction: Transaction) {
  const owner = await members.get(memberId, transaction);
  if (!owner || owner.isClosed) return refuse('member/unknown', { ownerId: memberId });
  if (owner.shopId) return refuse('shop/ownerHasShop', { shopId: owner.shopId });
  const shopId = newId('M', 12);
  await shops.put(
    { ...begunBy(await readSettings()), _id: shopId, name: shopName, ownerId: memberId, notice: '', servicePhone: '' },
    transaction,
  );
  await members.change(memberId, { shopId, roles: [...without(owner, 'merchant'), 'merchant'] }, transaction);
  await putWord(nameWord('shop', shopId, shopName), false, transaction);
  await countPlanChange(nowMs, transaction);
  return done(shopId);
}

export const decideApplication: Handler<'admin.decideApplication'> = async (input, caller) => {
  const { applicationId, isApproved, reason } = input;
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  const { member, nowMs } = caller;
  return once(caller, async (transaction) => {
    const before = await applications.get(applicationId, transaction);
    if (!before) return refuse('application/unknown');
    const event = isApproved ? 'platform.approved' : 'platform.refused';
    const state = stateAfter(before, event);
    if (!state) return refuse('application/notInState', { state: before.state });
    const opened = isApproved ? await openShop(before, caller, transaction) : done(null);
    if (!opened.ok) return opened;
    const shopId: string | null = opened.value;
    const decided = { reason, atMs: nowMs, byId: member._id };
    const stepping = { event, atMs: nowMs, byId: member._id, note: reason } as const;
    await stepApplication({ ...before, decided, shopId }, state, stepping, transaction);
    const details = { applicationId, memberId: before.memberId, reason, shopId: shopId ?? '' };
    await note(caller, 'admin.decideApplication', details, transaction, changed(before, { state }));
    return done({ applicationId, state, shopId });
  });
};
