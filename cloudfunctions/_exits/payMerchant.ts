import { type ParsedOf, type RefusalOf, refuse } from '@shared/contract';
import { showPlain } from '@shared/format';
import { businessDayOf, done, type Outcome, stableCents } from '@shared/kernel';
import { memberAccount, merchantAccount, type Posting, post } from '@shared/ledger';
import { newMember, newMerchant, pay } from '@shared/rules';
import type { Caller } from '../_actions/outcomes';
import { book } from '../_books/journal';
import { type TillWay, tillEntryId, tillLineId, tillNote } from '../_books/tillLines';
import { _ } from '../_platform/cloud';
import { newId } from '../_platform/ids';
import { maskName } from '../_platform/maskName';
import type { Transaction } from '../_platform/transactions';
import { merchants, shopLines, tillPayments, wallets } from '../_store/collections';
import type { MerchantDocument, TillPaymentDocument } from '../_store/documents';
import { tellWithin } from '../_store/messages';
import { payeeOf, stepTill } from './till';

type Asked = Pick<ParsedOf<'wallet.payMerchant'>, 'payee' | 'amountCents' | 'note'>;
type PayRefusal = Exclude<RefusalOf<'wallet.payMerchant'>, 'request/reused'>;

const DAY_MS = 86_400_000;
/** So long a shop may give a payment back. */
const BACK_MS = 30 * DAY_MS;

/**
 * Pays a shop with stable points, within a transaction (rules §2 Pay): the member's points, the shop's, both statements'
 * lines, the entry, and word to the owner, or none of them. It touches no pool, and so takes no number of the day: it
 * goes on while a day is being closed. The caller has seen the payment password.
 */
export async function payMerchant(
  { payee, amountCents, note }: Asked,
  { member, nowMs }: Pick<Caller, 'member' | 'nowMs'>,
  transaction: Transaction,
): Promise<Outcome<TillPaymentDocument, PayRefusal>> {
  const found = await payeeOf(payee, member._id, nowMs, transaction);
  if (!found.ok) return found;
  const { shopId, shop, asked } = found.value;
  if (asked && asked.amountCents !== amountCents)
    return refuse('till/otherAmount', { askedCents: asked.amountCents ?? 0 });
  const [wallet, merchant] = [await wallets.get(member._id, transaction), await merchants.get(shopId, transaction)];
  const paid = pay(
    { ...newMember(member._id), stable: stableCents(wallet?.stableCents ?? 0) },
    { ...newMerchant(shopId, shop.ownerId), stable: stableCents(merchant?.stableCents ?? 0) },
    stableCents(amountCents),
  ) as Outcome<{ readonly postings: readonly Posting[] }, PayRefusal>;
  if (!paid.ok) return paid;
  const payment = await keepPaid(asked, { shopId, shopName: shop.name, amountCents, note }, member, nowMs, transaction);
  await wallets.change(member._id, { stableCents: _.inc(-amountCents) }, transaction);
  await bringStable(merchant, shopId, amountCents, transaction);
  await bookTill(payment, 'pay', paid.value.postings, nowMs, transaction);
  await tellWithin(
    {
      memberId: shop.ownerId,
      event: `till:${payment._id}:pay`,
      kind: 'till',
      title: `收到 ${showPlain(amountCents, 'stable')} 恒定积分`,
      // Who paid is in the shop's list, which forgets a name when its account is closed; a message would not.
      words: [`付给${shop.name}`, payment.note].filter(Boolean).join('，'),
      atMs: nowMs,
      target: { page: 'till', id: '' },
    },
    transaction,
  );
  return done(payment);
}

/** The payment as it is kept: of what a till asked for the same document, of a standing code a new one. */
async function keepPaid(
  asked: TillPaymentDocument | null,
  what: { readonly shopId: string; readonly shopName: string; readonly amountCents: number; readonly note: string },
  { _id: memberId, nickname }: Caller['member'],
  nowMs: number,
  transaction: Transaction,
): Promise<TillPaymentDocument> {
  const paid = { memberId, payerMasked: maskName(nickname), paidAtMs: nowMs, expiresAtMs: null } as const;
  if (asked) return stepTill(asked, 'member.paid', paid, transaction);
  const payment = { _id: newId('K', 14), state: 'paid', ...what, ...paid, untilMs: nowMs, backAtMs: null } as const;
  await tillPayments.put(payment, transaction);
  return payment;
}

/** Adds stable points to what a shop has; one that never had anything has no document yet. */
export async function bringStable(
  merchant: MerchantDocument | null,
  shopId: string,
  cents: number,
  transaction: Transaction,
): Promise<void> {
  if (merchant) await merchants.change(shopId, { stableCents: _.inc(cents) }, transaction);
  else await merchants.put({ _id: shopId, pointsMicroPoints: 0, stableCents: cents, cashFen: 0 }, transaction);
}

/** The entry of a payment or of its way back, with the line of each side. */
async function bookTill(
  payment: TillPaymentDocument,
  way: TillWay,
  postings: readonly Posting[],
  nowMs: number,
  transaction: Transaction,
): Promise<void> {
  const { _id, shopName, note } = payment;
  const [shopId, memberId, cents] = [payment.shopId!, payment.memberId!, payment.amountCents!];
  const id = tillEntryId(_id, way);
  const isPaid = way === 'pay';
  const about = { shopId, day: businessDayOf(nowMs), atMs: nowMs, journalId: id, orderId: null, orderNo: null };
  await shopLines.put(
    {
      ...about,
      _id: tillLineId(_id, way),
      kind: isPaid ? 'payment' : 'paymentBack',
      asset: 'stable',
      units: isPaid ? cents : -cents,
      note: tillNote(payment.payerMasked, note),
      parts: {},
    },
    transaction,
  );
  await book(
    {
      id,
      kind: isPaid ? 'till.pay' : 'till.back',
      atMs: nowMs,
      postings,
      lines: [
        {
          memberId,
          kind: isPaid ? 'stable.payment' : 'stable.paymentBack',
          asset: 'stable',
          units: isPaid ? -cents : cents,
          plan: null,
          version: null,
          note: [shopName, note].filter(Boolean).join(' · '),
          inputs: { paidStableCents: cents },
        },
      ],
    },
    transaction,
  );
}

/**
 * Gives a payment back to who paid it, whole, within a transaction. Refused: one that is not the shop's, was given back,
 * is older than thirty days, or is more than the shop has left.
 */
export async function givePaymentBack(
  paymentId: string,
  shopId: string,
  nowMs: number,
  transaction: Transaction,
): Promise<Outcome<TillPaymentDocument, 'till/unknown' | 'till/givenBack' | 'till/tooLate' | 'till/notEnough'>> {
  const payment = await tillPayments.get(paymentId, transaction);
  if (payment?.shopId !== shopId || payment.paidAtMs === null) return refuse('till/unknown');
  if (payment.state === 'givenBack') return refuse('till/givenBack', { atMs: payment.backAtMs ?? 0 });
  const untilMs = payment.paidAtMs + BACK_MS;
  if (nowMs >= untilMs) return refuse('till/tooLate', { untilMs });
  const cents = stableCents(payment.amountCents!);
  const heldCents = (await merchants.get(shopId, transaction))?.stableCents ?? 0;
  if (heldCents < cents) return refuse('till/notEnough', { asked: cents, heldCents });
  const memberId = payment.memberId!;
  const back = await stepTill(payment, 'shop.gaveBack', { backAtMs: nowMs }, transaction);
  await merchants.change(shopId, { stableCents: _.inc(-cents) }, transaction);
  await wallets.change(memberId, { stableCents: _.inc(cents) }, transaction);
  await bookTill(
    back,
    'back',
    post('stable', merchantAccount(shopId), memberAccount(memberId), cents),
    nowMs,
    transaction,
  );
  await tellWithin(
    {
      memberId,
      event: `till:${paymentId}:back`,
      kind: 'till',
      title: `退回 ${showPlain(cents, 'stable')} 恒定积分`,
      words: `${payment.shopName}把这一笔整笔退给了你。`,
      atMs: nowMs,
      target: { page: 'statement', id: '' },
    },
    transaction,
  );
  return done(back);
}
