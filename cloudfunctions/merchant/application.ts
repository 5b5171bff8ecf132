import { mostBytes, type RefusalOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { keepOutcome, once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { screenPicture } from '../_actions/screenPicture';
import { applicationShown, LICENCES_FOLDER, stateAfter, stepApplication } from '../_orders/staff/applications';
import { unusableFile } from '../_platform/files';
import { derivedId } from '../_platform/ids';
import { maskPhone, seal } from '../_platform/phone';
import { applications } from '../_store/collections';

/** A member has one application, which he may renew. */
const idOf = (memberId: string): string => derivedId('A', memberId, 'shop');

export const placePicture: Handler<'merchant.placePicture'> = async ({ type, bytes, digest }, { member }) => {
  const most = mostBytes.licence;
  if (bytes > most) return refuse('picture/tooLarge', { bytes, mostBytes: most });
  return done({ cloudPath: `${LICENCES_FOLDER}/${derivedId('U', member._id)}/${digest}.${type}` });
};

export const apply: Handler<'merchant.apply'> = async (input, caller) => {
  const { requestId: _id, phone, licences, ...said } = input;
  const { member, nowMs } = caller;
  const screened = await screenText([said.shopName, said.contactName, said.words], 'toShop');
  if (!screened.ok) {
    const kept = await keepOutcome<never, RefusalOf<'merchant.apply'>>(caller, screened);
    if (!kept.ok) return kept;
  }
  await screenPicture(licences);
  const applied = await once(caller, async (transaction) => {
    // One's own uploads alone: before the first document is locked, the storage is another service.
    const folder = `${LICENCES_FOLDER}/${derivedId('U', member._id)}`;
    const fileId = await unusableFile(licences, folder);
    if (fileId !== null) return refuse('picture/unknown', { fileId });
    if (member.shopId) return refuse('application/ownsShop', { shopId: member.shopId });
    const before = await applications.get(idOf(member._id), transaction);
    const event = before ? 'applicant.appliedAgain' : 'applicant.applied';
    const state = stateAfter(before, event);
    if (!state) return refuse('application/open');
    const fields = {
      ...said,
      _id: idOf(member._id),
      memberId: member._id,
      phoneSealed: seal(phone),
      phoneMasked: maskPhone(phone),
      licences,
      atMs: nowMs,
      decided: null,
      shopId: null,
      log: before?.log ?? [],
    };
    await stepApplication(fields, state, { event, atMs: nowMs, byId: member._id }, transaction);
    return done(null);
  });
  return applied.ok ? done(applicationShown((await applications.get(idOf(member._id)))!)) : applied;
};

export const viewApplication: Handler<'merchant.viewApplication'> = async (_input, { member }) => {
  const one = await applications.get(idOf(member._id));
  return done({ application: one && applicationShown(one) });
};

export const withdrawApplication: Handler<'merchant.withdrawApplication'> = async ({ applicationId }, caller) => {
  const { member, nowMs } = caller;
  const withdrawn = await once(caller, async (transaction) => {
    const before = await applications.get(applicationId, transaction);
    if (before?.memberId !== member._id) return refuse('application/unknown');
    const state = stateAfter(before, 'applicant.withdrew');
    if (!state) return refuse('application/notInState', { state: before.state });
    await stepApplication(before, state, { event: 'applicant.withdrew', atMs: nowMs, byId: member._id }, transaction);
    return done(null);
  });
  return withdrawn.ok ? done(applicationShown((await applications.get(applicationId))!)) : withdrawn;
};
