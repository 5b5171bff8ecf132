import { type ParsedOf, type RefusalOf, refuse, type TillPayment } from '@shared/contract';
import { done, invariant, type Outcome } from '@shared/kernel';
import { next, type TillEvent, tillMachine } from '@shared/machines';
import type { Transaction } from '../_platform/transactions';
import { shops, tillPayments } from '../_store/collections';
import type { ShopDocument, TillPaymentDocument } from '../_store/documents';

/** How long an amount that a till named, or a member's own code, may be used: as long as two stand before each other. */
export const TILL_MS = 5 * 60_000;
/** An unused code is known for an hour longer, so that who comes late learns that it was the right one. */
export const KNOWN_MS = TILL_MS + 3_600_000;

type Payee = ParsedOf<'wallet.viewPayee'>['payee'];
type PayeeRefusal = Exclude<RefusalOf<'wallet.viewPayee'>, 'request/reused'>;

/** A payment as its payer and its shop see it. */
export const tillShown = ({
  _id,
  expiresAtMs: _gone,
  memberId: _payer,
  ...payment
}: TillPaymentDocument): TillPayment => ({
  paymentId: _id,
  ...payment,
});

/** Writes what an event makes of a payment. @returns it as it is then. The caller has refused what its state does not know. */
export async function stepTill(
  payment: TillPaymentDocument,
  event: TillEvent,
  changes: Partial<TillPaymentDocument>,
  transaction: Transaction,
): Promise<TillPaymentDocument> {
  const state = next(tillMachine, payment.state, event);
  invariant(state !== undefined, `${event} of a payment that is ${payment.state}`);
  await tillPayments.change(payment._id, { ...changes, state }, transaction);
  return { ...payment, ...changes, state };
}

/** A shop that takes stable points now; the platform's own, which has no owner, takes them in orders alone. */
export function takingShop<T extends Pick<ShopDocument, 'name' | 'takesStable' | 'ownerId'>>(
  shop: T | null,
  shopId: string,
): Outcome<T & { readonly ownerId: string }, 'shop/unknown' | 'till/notTaken'> {
  if (!shop) return refuse('shop/unknown', { shopId });
  const { ownerId } = shop;
  return shop.takesStable && ownerId !== null
    ? done({ ...shop, ownerId })
    : refuse('till/notTaken', { shopName: shop.name });
}

interface Found {
  readonly shopId: string;
  readonly shop: ShopDocument & { readonly ownerId: string };
  /** What a till asked for; null for a shop's standing code. */
  readonly asked: TillPaymentDocument | null;
}

/**
 * Whom a member pays by a code, as it is now: within the transaction that pays, or only to be shown. Refused: a code of
 * somebody else, one that is over or was paid, a shop that takes nothing, one's own.
 */
export async function payeeOf(
  payee: Payee,
  memberId: string,
  nowMs: number,
  transaction?: Transaction,
): Promise<Outcome<Found, PayeeRefusal>> {
  const asked = 'paymentId' in payee ? await tillPayments.get(payee.paymentId, transaction) : null;
  if ('paymentId' in payee) {
    const isTheirs = asked !== null && (asked.memberId === null || asked.memberId === memberId);
    if (!isTheirs || asked.state === 'shown') return refuse('till/unknown');
    if (asked.state !== 'asked') return refuse('till/paid');
    if (nowMs >= asked.untilMs) return refuse('till/expired', { untilMs: asked.untilMs });
  }
  const shopId = 'shopId' in payee ? payee.shopId : asked!.shopId!;
  const shop = takingShop(await shops.get(shopId, transaction), shopId);
  if (!shop.ok) return shop;
  if (shop.value.ownerId === memberId) return refuse('payment/ownMerchant');
  return done({ shopId, shop: shop.value, asked });
}
