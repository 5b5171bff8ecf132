import { type RefusalOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { answeredBefore, once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { confirmedByPassword } from '../_actions/payPassword';
import { screenText } from '../_actions/screening';
import { payMerchant as pay } from '../_exits/payMerchant';
import { KNOWN_MS, payeeOf, TILL_MS, tillShown } from '../_exits/till';
import { newDigits } from '../_platform/ids';
import { maskName } from '../_platform/maskName';
import { tillPayments, wallets } from '../_store/collections';
import type { TillPaymentDocument } from '../_store/documents';
import { readSettings } from '../_store/settings';

/** Digits of a code that a member shows: it may be typed, and lives for minutes. */
const CODE_DIGITS = 10;

export const viewPayee: Handler<'wallet.viewPayee'> = async ({ payee }, { member, nowMs }) => {
  const [found, wallet, settings] = await Promise.all([
    payeeOf(payee, member._id, nowMs),
    wallets.get(member._id),
    readSettings(),
  ]);
  if (!found.ok) return found;
  const { shopId, shop, asked } = found.value;
  return done({
    shopId,
    shopName: shop.name,
    amountCents: asked?.amountCents ?? null,
    note: asked?.note ?? '',
    untilMs: asked?.untilMs ?? null,
    heldCents: wallet?.stableCents ?? 0,
    isDemo: settings.isDemo,
  });
};

export const payMerchant: Handler<'wallet.payMerchant'> = async (input, caller) => {
  if (!(await answeredBefore(caller))) {
    const confirmed = await confirmedByPassword(caller.member, input.payPassword);
    if (!confirmed.ok) return confirmed;
    const screened = await screenText([input.note], 'toShop');
    if (!screened.ok) return screened;
  }
  const paid = await once<TillPaymentDocument, RefusalOf<'wallet.payMerchant'>>(caller, (transaction) =>
    pay(input, caller, transaction),
  );
  return paid.ok ? done(tillShown(paid.value)) : paid;
};

/** A payment of the caller's own; of somebody else's there is none. */
export const viewPayment: Handler<'wallet.viewPayment'> = async ({ paymentId }, { member }) => {
  const payment = await tillPayments.get(paymentId);
  return payment?.memberId === member._id ? done(tillShown(payment)) : refuse('till/unknown');
};

export const showPayCode: Handler<'wallet.showPayCode'> = (_input, caller) =>
  once(caller, async (transaction): Promise<Outcome<{ paymentId: string; untilMs: number }, 'busy'>> => {
    const { member, nowMs } = caller;
    const _id = newDigits(CODE_DIGITS);
    // Somebody else shows the same one just now: another is asked for.
    if (await tillPayments.get(_id, transaction)) return refuse('busy');
    const untilMs = nowMs + TILL_MS;
    await tillPayments.put(
      {
        _id,
        state: 'shown',
        shopId: null,
        shopName: '',
        memberId: member._id,
        payerMasked: maskName(member.nickname),
        amountCents: null,
        note: '',
        untilMs,
        expiresAtMs: nowMs + KNOWN_MS,
        paidAtMs: null,
        backAtMs: null,
      },
      transaction,
    );
    return done({ paymentId: _id, untilMs });
  });
