import { type ParsedOf, type RefusalOf, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { canonical } from '@shared/proofs';
import { type Joined, joining } from '../_actions/joins';
import { isAnswered, keepOutcome } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { confirmedByPassword } from '../_actions/payPassword';
import { screenText } from '../_actions/screening';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { answersOf, freeAnswers } from '../_orders/answers';
import { offeredPieces } from '../_orders/offers';
import { placeCodeOf } from '../_orders/place';
import {
  abandon,
  dropHolds,
  givenUp,
  type Placing,
  type PlacingRefusal,
  type Purchase,
  placeAgain,
  placeNew,
  writeDown,
} from '../_orders/placing';
import { allOf, idsOf } from '../_orders/purchase';
import { derivedId } from '../_platform/ids';
import { orders } from '../_store/collections';
import type { AddressDocument, OrderDocument } from '../_store/documents';
import type { HeldCouponDocument } from '../_store/documents/coupons';
import { addressJoin } from './addresses';
import { dropLines } from './cart';
import { heldCouponsJoin } from './couponChoice';
import { draftsOf } from './drafts';
import { type Sums, sumsOf } from './sums';

type Asked = ParsedOf<'shop.placeOrder'>;

const answer = (purchase: Purchase) => {
  const [{ _id: orderId, orderNo, state, payBeforeMs }] = purchase;
  return {
    orderId,
    orderNo,
    state,
    cashFen: purchase.reduce((sum, { cashFen }) => sum + cashFen, 0),
    payBeforeMs,
    orders: purchase.map((one) => ({
      orderId: one._id,
      orderNo: one.orderNo,
      shopName: one.shopName,
      cashFen: one.cashFen,
    })),
  };
};

type Code = RefusalOf<'shop.placeOrder'>;
type Refused = Outcome<never, Code>;
type Answered = Promise<Outcome<ReturnType<typeof answer>, Code>>;

/** Orders have a code of their own for another body under the same id. */
const asOrder = (refused: Outcome<never, Code>): Refused =>
  !refused.ok && refused.refusal.code === 'request/reused' ? refuse('order/requestReused') : refused;

/** What a draft takes of the caller: the address asked for, and the balances where points are to be used. */
const joinsOf = ({ addressId, coupons }: Asked) => {
  const heldIds = coupons.flatMap(({ heldId }) => heldId ?? []);
  return [addressJoin(addressId ?? ''), ...balancesJoins, heldCouponsJoin(Date.now(), heldIds)] as const;
};
type Joins = ReturnType<typeof joinsOf>;

/** One asking for an order, with what was read of its caller. */
interface Asking {
  readonly input: Asked;
  readonly caller: Caller;
  readonly joined: Joined<Joins>;
}

/**
 * Places the orders that lines come to, one for each shop and kind: prices frozen, pieces and points taken, all or
 * nothing. The first order's id follows from the member and the request id, and the others' from it: the same request
 * again finds them, finishes them where it broke, and answers the same. A refusal before there was an order is kept as
 * every request's is.
 */
export const placeOrder = joining<'shop.placeOrder', Joins>(joinsOf, async (input, caller, joined) => {
  const asking = { input, caller, joined };
  const orderId = derivedId('O', caller.member._id, input.requestId);
  const [before, draft] = await Promise.all([orders.get(orderId), draftFor(orderId, asking)]);
  if (before) return again(before, asking);
  const texts = [
    ...input.notes.map(({ text }) => text),
    ...(input.invoice ? [input.invoice.title] : []),
    freeAnswers(input.lines),
  ];
  const screened = await screenText(texts, 'toShop');
  if (!screened.ok) return refusedNew(orderId, screened, asking);
  if (!draft.ok) return refusedNew(orderId, draft, asking);
  const confirmed = await confirmedOf(asking);
  if (!confirmed.ok) return confirmed;
  const { purchase, placing } = draft.value;
  const [first] = purchase;
  if (!(await writeDown(purchase))) return again((await orders.get(orderId))!, asking);
  // Only now, with the order written down, is it sure that a refusal of the same request is seen here or sees it. The
  // request id is the order's from here on: no other act may use it.
  const claimed = await keepOutcome<{ orderId: string }, PlacingRefusal>(caller, done({ orderId }));
  if (!claimed.ok) return (await abandon(first, claimed)) ? done(answer(purchase)) : asOrder(claimed);
  const placed = await placeNew(purchase, placing);
  if (!placed.ok) return placed;
  await Promise.all([placed.value.isMine ? dropHolds(purchase) : null, dropBought(purchase)]);
  return done(answer(purchase));
});

/**
 * What of the wallet is money leaves it by the payment password alone. Asked for last, when nothing else is in the way,
 * and not of a request that was answered: a wrong one is refused without being kept, so that the same request may be
 * tried with the right one.
 */
async function confirmedOf({ input, caller }: Asking): Promise<Outcome<unknown, Code>> {
  if (input.useBalanceFen === 0 || (await isAnswered(caller))) return done(null);
  if (input.payPassword === undefined) return refuse('payPassword/missing');
  return confirmedByPassword(caller.member, input.payPassword);
}

/** Keeps a refusal before there was an order, unless the same request, a moment earlier, has written one down. */
async function refusedNew(orderId: string, refused: Refused, asking: Asking): Answered {
  const earlier = await orders.get(orderId);
  if (earlier) return again(earlier, asking);
  const kept = await keepOutcome(asking.caller, refused);
  const meanwhile = await orders.get(orderId);
  return meanwhile ? again(meanwhile, asking) : asOrder(kept);
}

/** What was bought leaves the cart. */
const dropBought = (purchase: Purchase): Promise<void> =>
  dropLines(
    purchase[0].memberId,
    purchase.flatMap(({ lines }) => lines.map(({ skuId }) => skuId)),
  );

/** The same request again: what became of the orders, or their placing finished, if they are still what was asked for. */
async function again(first: OrderDocument, asking: Asking): Answered {
  const { caller } = asking;
  if (first.requestHash !== caller.request.hash) return refuse('order/requestReused');
  const purchase = (await allOf(first)) as Purchase;
  if (first.isPlaced) return done(answer(purchase));
  if (first.isAbandoned) return givenUp(first);
  const still = stillAsWritten(purchase, await draftFor(first._id, asking, purchase), caller.nowMs);
  if (!still.ok) return (await abandon(first, still)) ? done(answer(purchase)) : still;
  const placed = await placeAgain(purchase, still.value);
  if (!placed.ok) return placed;
  await dropBought(purchase);
  return done(answer(purchase));
}

const cashOf = (purchase: Purchase): number => purchase.reduce((sum, { cashFen }) => sum + cashFen, 0);

/** Whether orders that are placed later than they were written down are still the same: in time, on the shelf, in price. */
function stillAsWritten(purchase: Purchase, checked: Draft, nowMs: number): Outcome<Placing, Code> {
  const [{ payBeforeMs }] = purchase;
  if (nowMs >= payBeforeMs) return refuse('order/expired', { payBeforeMs });
  if (!checked.ok) return checked;
  const { purchase: now, placing } = checked.value;
  const sums = (one: Purchase) =>
    canonical([
      idsOf(one[0]),
      one.map((order) => [order.lines, order.freightFen, order.balanceFen ?? 0, order.cashFen]),
    ]);
  return sums(now) === sums(purchase)
    ? done(placing)
    : refuse('order/sumChanged', { expectedCashFen: cashOf(purchase), cashFen: cashOf(now) });
}

type Draft = Outcome<{ readonly purchase: Purchase; readonly placing: Placing }, Code>;

/**
 * The orders that a request asks for, as goods, prices, points and settings are now. `written`: as they were written down
 * by an earlier call, they may hold their pieces already.
 */
async function draftFor(orderId: string, { input, caller, joined }: Asking, written?: Purchase): Promise<Draft> {
  const { member, nowMs, request } = caller;
  const [address, wallet, figures, held] = joined;
  if (input.addressId !== undefined && !address) return refuse('address/unknown');
  const usesBalances = input.useSpendableCents > 0 || input.useBalanceFen > 0;
  const balances = usesBalances ? await balancesJoined(member, [wallet, figures]) : null;
  const taken = written && {
    offerIds: written.flatMap(({ lines }) => offeredPieces(lines)).map(({ offerId }) => offerId),
  };
  const sums = await sumsOf({
    memberId: member._id,
    lines: input.lines,
    useSpendable: input.useSpendableCents,
    heldCents: balances?.spendableCents ?? 0,
    useStable: input.useStableCents,
    heldStableCents: wallet?.stableCents ?? 0,
    useBalance: input.useBalanceFen,
    balances,
    coupons: input.coupons,
    usesBestCoupons: false,
    heldCoupons: written ? held.map((one) => asFree(one, written)) : held,
    nowMs,
    place: address && placeCodeOf(address),
    taken,
  });
  if (!sums.ok) return sums;
  const { priced, limits, settings } = sums.value;
  const unsent = notSent(sums.value, address);
  if (unsent) return unsent;
  const answers = answersOf(input.lines, sums.value.asks, nowMs, 'all');
  if (!answers.ok) return answers;
  if (input.expectedCashFen !== undefined && input.expectedCashFen !== priced.cash)
    return refuse('order/sumChanged', { expectedCashFen: input.expectedCashFen, cashFen: priced.cash });
  const drafting = { orderId, requestHash: request.hash, member, address, answers: answers.value, input, nowMs };
  return done({
    purchase: draftsOf(sums.value, drafting),
    placing: {
      nowMs,
      held: {
        creditedCents: balances?.creditedSpendableCents ?? 0,
        creditedFen: balances?.figures?.cashFen ?? 0,
        settings,
      },
      limits,
    },
  });
}

/** A coupon as it was before the orders that were written down used it: of theirs, it is still the same. */
const asFree = (held: HeldCouponDocument, written: Purchase): HeldCouponDocument =>
  written.some(({ _id }) => _id === held.orderId) ? { ...held, state: 'held' } : held;

/** Why something cannot be sent to the address, naming the first line of the order that cannot. */
function notSent({ orders: all }: Sums, address: AddressDocument | null): Refused | null {
  if (!address) return all.some(({ kind }) => kind === 'delivered') ? refuse('address/needed') : null;
  const stays = all.find(({ sending }) => sending !== 'possible');
  if (!stays) return null;
  return stays.sending === 'placeUnknown'
    ? refuse('address/regionUnclear')
    : refuse('freight/notServed', { title: stays.lines[0]!.title, region: address.region });
}
