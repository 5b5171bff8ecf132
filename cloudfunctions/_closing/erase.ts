import { h5Openid } from '../_actions/identity';
import { freeGate } from '../_actions/phoneGates';
import { tillLineIds, tillNote } from '../_books/tillLines';
import { _ } from '../_platform/cloud';
import { removeFiles } from '../_platform/files';
import { CLOSED_NAME } from '../_platform/maskName';
import { seal, unseal } from '../_platform/phone';
import { transact } from '../_platform/transactions';
import {
  accepted,
  addresses,
  applications,
  carts,
  editions,
  favourites,
  holdings,
  identities,
  loginPasswords,
  looksKept,
  members,
  messages,
  orders,
  payees,
  payPasswords,
  restocks,
  reviews,
  sessions,
  shopLines,
  threads,
  tillPayments,
  withdrawals,
} from '../_store/collections';
import { countPlanChange } from '../_store/dayState';

/** Names of who was paid are kept so long with the records of the tax (税收征收管理法实施细则 §29). */
const TAX_RECORDS_MS = 10 * 366 * 86_400_000;

/**
 * Closes an account for good and frees its phone, in one transaction: from then on nobody enters it, and the phone may
 * make another. The member stays as a pseudonym, with place and ledger, and takes part in no plan. @returns false where it
 * was taken back.
 */
export const closeAccount = (memberId: string, askedAtMs: number, nowMs: number): Promise<boolean> =>
  transact(async (transaction) => {
    const member = await members.get(memberId, transaction);
    // Taken back meanwhile, or asked for anew.
    if (member?.closing?.askedAtMs !== askedAtMs) return false;
    if (member.isClosed) return true;
    await freeGate(memberId, unseal(member.phoneSealed), transaction);
    if (member.phoneNext) await freeGate(memberId, unseal(member.phoneNext.sealed), transaction);
    await payPasswords.remove(memberId, transaction);
    await loginPasswords.remove(memberId, transaction);
    const gone = { phoneHash: `closed:${memberId}`, phoneSealed: '', phoneMasked: '', phoneNext: null };
    const nobody = { nickname: CLOSED_NAME, roles: [], agreed: {}, isClosed: true };
    await members.change(memberId, { ...gone, ...nobody }, transaction);
    // A settlement that has read of a referrer who takes part, and is not written yet, reads it again.
    await countPlanChange(nowMs, transaction);
    return true;
  });

/**
 * Takes what is personal out of everything else that is kept of a closed account; of trade only what was traded stays.
 * Each step may be done again.
 */
export async function erasePerson(memberId: string, nowMs: number): Promise<void> {
  const of = { memberId };
  await sessions.removeWhere({ openid: h5Openid(memberId) });
  for (const collection of [identities, addresses, favourites, restocks, messages, accepted])
    await collection.removeWhere(of);
  await carts.remove(memberId);
  await looksKept.remove(memberId);
  await endPayee(memberId, nowMs);
  // Released, all of them; what they tell of balances went to whoever was shown the file.
  await holdings.changeWhere(of, { file: '' });
  await withdrawals.changeWhere(of, { openid: '', confirmPackage: null });
  // Of a shop that there was, what its licence says is kept with the shop; who asked for it is not.
  await applications.removeWhere({ ...of, shopId: null });
  await applications.changeWhere(of, { contactName: '', phoneSealed: '', phoneMasked: '' });
  // Nobody learns of a review that was written under no name that its writer has left.
  await reviews.changeWhere({ ...of, nameMasked: _.neq('') }, { nameMasked: CLOSED_NAME });
  await eraseAtTills(memberId);
  await threads.changeWhere(of, { buyerMasked: CLOSED_NAME });
  // Nobody asks for it any more; what is listed stays, under its pseudonym.
  await editions.changeWhere({ ownerId: memberId, 'listing.state': 'asked' }, { listing: null });
  const nobody = { name: CLOSED_NAME, phoneSealed: seal(''), region: '', detail: '' };
  await orders.changeWhere({ ...of, address: _.neq(null) }, { address: nobody });
  await orders.changeWhere(of, { note: '', invoice: null, answers: [], payerOpenid: null });
  const { avatar } = (await members.getFields(memberId, { avatar: true })) ?? {};
  if (avatar) await removeFiles([avatar.fileId]);
  await members.changeWhere({ _id: memberId, isClosed: true }, { closing: null, avatar: null });
}

/** Who paid at a till is named by the payment and by the shop's statement: both lines of a payment say it. */
async function eraseAtTills(memberId: string): Promise<void> {
  const paid = tillPayments.walk({ memberId }, { keys: [['_id', 'asc']], fields: { note: true } });
  for await (const { _id, note } of paid)
    await shopLines.changeWhere({ _id: _.in(tillLineIds(_id)) }, { note: tillNote(CLOSED_NAME, note) });
  await tillPayments.changeWhere({ memberId }, { payerMasked: CLOSED_NAME });
}

/** Whose cash was drawn is told to the tax office: kept with its records for as long as they are, and else gone. */
async function endPayee(memberId: string, nowMs: number): Promise<void> {
  const [paid] = await withdrawals.find({ memberId, state: 'paid' }, { limit: 1, fields: { _id: true } });
  if (!paid) await payees.remove(memberId);
  else
    await payees.changeWhere({ _id: memberId, expiresAtMs: _.exists(false) }, { expiresAtMs: nowMs + TAX_RECORDS_MS });
}
