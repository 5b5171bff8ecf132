import { h5Openid } from '../_actions/identity';
import { freeGate } from '../_actions/phoneGates';
import { _ } from '../_platform/cloud';
import { seal, unseal } from '../_platform/phone';
import { transact } from '../_platform/transactions';
import {
  accepted,
  addresses,
  applications,
  carts,
  favourites,
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
  threads,
  withdrawals,
} from '../_store/collections';

const CLOSED_NAME = '已注销会员';

/**
 * Closes an account for good and frees its phone, in one transaction: from then on nobody enters it, and the phone may
 * make another. The member stays as a pseudonym, with place and ledger. @returns false where it was taken back.
 */
export const closeAccount = (memberId: string, askedAtMs: number): Promise<boolean> =>
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
    return true;
  });

/**
 * Takes what is personal out of everything else that is kept of a closed account; of trade only what was traded stays.
 * Each step may be done again.
 */
export async function erasePerson(memberId: string): Promise<void> {
  const of = { memberId };
  await sessions.removeWhere({ openid: h5Openid(memberId) });
  for (const collection of [identities, addresses, favourites, restocks, messages, accepted])
    await collection.removeWhere(of);
  await carts.remove(memberId);
  await looksKept.remove(memberId);
  await payees.remove(memberId);
  await withdrawals.changeWhere(of, { openid: '', confirmPackage: null });
  // Of a shop that there was, what its licence says is kept with the shop; who asked for it is not.
  await applications.removeWhere({ ...of, shopId: null });
  await applications.changeWhere(of, { contactName: '', phoneSealed: '', phoneMasked: '' });
  await reviews.changeWhere(of, { nameMasked: '' });
  await threads.changeWhere(of, { buyerMasked: CLOSED_NAME });
  const nobody = { name: CLOSED_NAME, phoneSealed: seal(''), region: '', detail: '' };
  await orders.changeWhere({ ...of, address: _.neq(null) }, { address: nobody });
  await orders.changeWhere(of, { note: '', invoice: null, answers: [], payerOpenid: null });
  await members.changeWhere({ _id: memberId, isClosed: true }, { closing: null });
}
