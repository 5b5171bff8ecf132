import { type RefusalOf, refuse } from '@shared/contract';
import { businessDayOf, done, type Outcome, startOfBusinessDay } from '@shared/kernel';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { givePaymentBack as giveBack } from '../_exits/payMerchant';
import { KNOWN_MS, stepTill, TILL_MS, takingShop, tillShown } from '../_exits/till';
import { _ } from '../_platform/cloud';
import { newId } from '../_platform/ids';
import type { Transaction } from '../_platform/transactions';
import { merchants, shops, tillPayments } from '../_store/collections';
import type { TillPaymentDocument } from '../_store/documents';
import { listPage, shownOf } from '../_store/lists';
import { readSettings } from '../_store/settings';
import { shopOf } from './own';

/** What a shop got at its till since a moment, what it gave back left out. */
async function takenSince(shopId: string, sinceMs: number): Promise<{ payments: number; cents: number }> {
  const [row] = await tillPayments.aggregate((pipeline) =>
    pipeline
      .match({ shopId, paidAtMs: _.gte(sinceMs), state: 'paid' })
      .group({ _id: null, payments: { $sum: 1 }, cents: { $sum: '$amountCents' } })
      .limit(1),
  );
  const { payments = 0, cents = 0 } = (row ?? {}) as { payments?: number; cents?: number };
  return { payments, cents };
}

export const viewTill: Handler<'merchant.viewTill'> = async (_input, caller) => {
  const shopId = shopOf(caller);
  const [shop, merchant, today, settings] = await Promise.all([
    shops.get(shopId),
    merchants.get(shopId),
    takenSince(shopId, startOfBusinessDay(businessDayOf(caller.nowMs))),
    readSettings(),
  ]);
  if (!shop) return refuse('shop/unknown', { shopId });
  const { name, takesStable } = shop;
  return done({ shopId, name, takesStable, stableCents: merchant?.stableCents ?? 0, today, isDemo: settings.isDemo });
};

type AskRefusal = Exclude<RefusalOf<'merchant.askPayment'>, 'request/reused'>;

export const askPayment: Handler<'merchant.askPayment'> = async ({ amountCents, note, code }, caller) => {
  const screened = await screenText([note], 'byShop');
  if (!screened.ok) return screened;
  if (amountCents === 0) return refuse('payment/nothing');
  const asked = await once<TillPaymentDocument, AskRefusal>(caller, async (transaction) => {
    const shopId = shopOf(caller);
    const shop = takingShop(await shops.get(shopId, transaction), shopId);
    if (!shop.ok) return shop;
    const untilMs = caller.nowMs + TILL_MS;
    const what = { shopId, shopName: shop.value.name, amountCents, note, untilMs };
    return code === undefined ? askWhoeverScans(what, caller, transaction) : askMember(code, what, caller, transaction);
  });
  return asked.ok ? done(tillShown(asked.value)) : asked;
};

type AskedFor = Required<Pick<TillPaymentDocument, 'shopName' | 'amountCents' | 'note' | 'untilMs'>> & {
  readonly shopId: string;
};

async function askWhoeverScans(
  what: AskedFor,
  { nowMs }: Caller,
  transaction: Transaction,
): Promise<Outcome<TillPaymentDocument, never>> {
  const nobody = { memberId: null, payerMasked: '', paidAtMs: null, backAtMs: null };
  const payment = { _id: newId('K', 14), state: 'asked', ...what, ...nobody, expiresAtMs: nowMs + KNOWN_MS } as const;
  await tillPayments.put(payment, transaction);
  return done(payment);
}

/** Names the amount to the member who shows a code: once, and not by who owns the shop. */
async function askMember(
  code: string,
  what: AskedFor,
  { member, nowMs }: Caller,
  transaction: Transaction,
): Promise<Outcome<TillPaymentDocument, AskRefusal>> {
  const shown = await tillPayments.get(code, transaction);
  if (!shown || (shown.shopId !== null && shown.shopId !== what.shopId)) return refuse('till/unknown');
  if (shown.state !== 'shown') return refuse('till/asked');
  if (nowMs >= shown.untilMs) return refuse('till/expired', { untilMs: shown.untilMs });
  if (shown.memberId === member._id) return refuse('payment/ownMerchant');
  return done(await stepTill(shown, 'till.asked', { ...what, expiresAtMs: nowMs + KNOWN_MS }, transaction));
}

export const listPayments: Handler<'merchant.listPayments'> = async (input, caller) => {
  const list = await listPage(tillPayments, input, {
    name: 'merchant.listPayments',
    condition: { shopId: shopOf(caller), paidAtMs: _.gt(0) },
    keys: [
      ['paidAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
  });
  return list.ok ? done({ payments: shownOf(list.value.found, tillShown), next: list.value.next }) : list;
};

export const viewPayment: Handler<'merchant.viewPayment'> = async ({ paymentId }, caller) => {
  const payment = await tillPayments.get(paymentId);
  return payment?.shopId === shopOf(caller) ? done(tillShown(payment)) : refuse('till/unknown');
};

export const givePaymentBack: Handler<'merchant.givePaymentBack'> = async ({ paymentId }, caller) => {
  const back = await once<TillPaymentDocument, RefusalOf<'merchant.givePaymentBack'>>(caller, (transaction) =>
    giveBack(paymentId, shopOf(caller), caller.nowMs, transaction),
  );
  return back.ok ? done(tillShown(back.value)) : back;
};
