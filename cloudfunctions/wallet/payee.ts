import { type OutputOf, refuse } from '@shared/contract';
import { isIdNumber, maskIdNumber } from '@shared/format';
import { done, type Outcome } from '@shared/kernel';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { maskName } from '../_platform/maskName';
import { seal } from '../_platform/phone';
import type { Transaction } from '../_platform/transactions';
import { payees, wallets } from '../_store/collections';
import type { PayeeDocument } from '../_store/documents';
import { readSettings } from '../_store/settings';
import { payeeShown } from '../_withdrawals/rows';

/** Which words the consent was given to. */
const CONSENT_VERSION = 1;

/** A name as an identity card has it: Han characters with the dot of longer ones, or Latin letters. */
const NAME = /^(?:\p{Script=Han}[\p{Script=Han}·]{1,29}|[A-Za-z][A-Za-z .'-]{1,29})$/u;

type Shown = OutputOf<'wallet.viewRecipient'>;

async function shown(payee: PayeeDocument | null, frozenFen: number): Promise<Shown> {
  const { withdrawNeeds: needs } = await readSettings();
  return { needs, payee: payeeShown(payee), mayRemove: payee !== null && frozenFen === 0 };
}

export const viewRecipient: Handler<'wallet.viewRecipient'> = async (_input, { member }) => {
  const [payee, wallet] = await Promise.all([payees.get(member._id), wallets.get(member._id)]);
  return done(await shown(payee, wallet?.frozenCashFen ?? 0));
};

/** Changes who is paid, unless a withdrawal is on its way: sent again it must be the very same transfer. */
const changePayee = (
  caller: Caller,
  change: (transaction: Transaction) => Promise<PayeeDocument | null>,
): Promise<Outcome<Shown, 'payee/inUse' | 'request/reused'>> =>
  once<Shown, 'payee/inUse'>(caller, async (transaction) => {
    const wallet = await wallets.get(caller.member._id, transaction);
    if ((wallet?.frozenCashFen ?? 0) > 0) return refuse('payee/inUse');
    return done(await shown(await change(transaction), 0));
  });

export const saveRecipient: Handler<'wallet.saveRecipient'> = async ({ name, idNumber }, caller) => {
  if (!NAME.test(name)) return refuse('payee/name');
  const { withdrawNeeds } = await readSettings();
  // A number that nobody wants is not kept.
  const number = withdrawNeeds === 'nameAndNumber' ? (idNumber ?? '').toUpperCase() : '';
  if (withdrawNeeds === 'nameAndNumber' && !isIdNumber(number)) return refuse('payee/number');
  const payee: PayeeDocument = {
    _id: caller.member._id,
    nameSealed: seal(name),
    nameMasked: maskName(name),
    numberSealed: number && seal(number),
    numberMasked: number && maskIdNumber(number),
    consentedAtMs: caller.nowMs,
    consentVersion: CONSENT_VERSION,
  };
  return changePayee(caller, async (transaction) => {
    await payees.put(payee, transaction);
    return payee;
  });
};

export const removeRecipient: Handler<'wallet.removeRecipient'> = (_input, caller) =>
  changePayee(caller, async (transaction) => {
    await payees.remove(caller.member._id, transaction);
    return null;
  });
