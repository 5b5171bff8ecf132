import { type ParsedOf, type RefusalOf, refuse } from '@shared/contract';
import { businessDayOf, done, type Outcome } from '@shared/kernel';
import { firstOrderState } from '@shared/machines';
import { type Joined, joining } from '../_actions/joins';
import { keepOutcome } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { answersOf, freeAnswers } from '../_orders/answers';
import { offeredPieces } from '../_orders/offers';
import {
  abandon,
  dropHolds,
  givenUp,
  type Placing,
  type PlacingRefusal,
  placeAgain,
  placeNew,
} from '../_orders/placing';
import { canonical } from '../_platform/canonical';
import { derivedId } from '../_platform/ids';
import { resealed } from '../_platform/phone';
import { orders } from '../_store/collections';
import type { AddressDocument, MemberDocument, OrderDocument } from '../_store/documents';
import { addressJoin, placeCodeOf } from './addresses';
import { dropLines } from './cart';
import { type Sums, sumsOf } from './sums';

const MINUTE_MS = 60_000;

type Asked = ParsedOf<'shop.placeOrder'>;

const answer = (order: OrderDocument) => ({
  orderId: order._id,
  orderNo: order.orderNo,
  state: order.state,
  cashFen: order.cashFen,
  payBeforeMs: order.payBeforeMs,
});

type Code = RefusalOf<'shop.placeOrder'>;
type Refused = Outcome<never, Code>;
type Answered = Promise<Outcome<ReturnType<typeof answer>, Code>>;

/** Orders have a code of their own for another body under the same id. */
const asOrder = (refused: Outcome<never, Code>): Refused =>
  !refused.ok && refused.refusal.code === 'request/reused' ? refuse('order/requestReused') : refused;

/** What a draft takes of the caller: the address asked for, and the balances where points are to be used. */
const joinsOf = ({ addressId }: Asked) => [addressJoin(addressId), ...balancesJoins] as const;
type Joins = ReturnType<typeof joinsOf>;

/** One asking for an order, with what was read of its caller. */
interface Asking {
  readonly input: Asked;
  readonly caller: Caller;
  readonly joined: Joined<Joins>;
}

/**
 * Places an order: price frozen, pieces and points taken, all or nothing. The order's id follows from the member and
 * the request id: the same request again finds it, finishes it where it broke, and answers the same. A refusal before
 * there was an order is kept as every request's is.
 */
export const placeOrder = joining<'shop.placeOrder', Joins>(joinsOf, async (input, caller, joined) => {
  const asking = { input, caller, joined };
  const orderId = derivedId('O', caller.member._id, input.requestId);
  const [before, draft] = await Promise.all([orders.get(orderId), draftFor(orderId, asking)]);
  if (before) return again(before, asking);
  const screened = await screenText([input.note ?? '', freeAnswers(input.lines)], 'toShop');
  if (!screened.ok) return refusedNew(orderId, screened, asking);
  if (!draft.ok) return refusedNew(orderId, draft, asking);
  const { order, placing } = draft.value;
  if (!(await orders.add(order))) return again((await orders.get(orderId))!, asking);
  // Only now, with the order written down, is it sure that a refusal of the same request is seen here or sees it. The
  // request id is the order's from here on: no other act may use it.
  const claimed = await keepOutcome<{ orderId: string }, PlacingRefusal>(caller, done({ orderId }));
  if (!claimed.ok) return (await abandon(order, claimed)) ? done(answer(order)) : asOrder(claimed);
  const placed = await placeNew(order, placing);
  if (!placed.ok) return placed;
  await Promise.all([placed.value.isMine ? dropHolds([order]) : null, dropBought(order)]);
  return done(answer(order));
});

/** Keeps a refusal before there was an order, unless the same request, a moment earlier, has written one down. */
async function refusedNew(orderId: string, refused: Refused, asking: Asking): Answered {
  const earlier = await orders.get(orderId);
  if (earlier) return again(earlier, asking);
  const kept = await keepOutcome(asking.caller, refused);
  const meanwhile = await orders.get(orderId);
  return meanwhile ? again(meanwhile, asking) : asOrder(kept);
}

/** What was bought leaves the cart. */
const dropBought = ({ memberId, lines }: OrderDocument): Promise<void> =>
  dropLines(
    memberId,
    lines.map(({ skuId }) => skuId),
  );

/** The same request again: what became of the order, or its placing finished, if it is still what was asked for. */
async function again(order: OrderDocument, asking: Asking): Answered {
  const { caller } = asking;
  if (order.requestHash !== caller.request.hash) return refuse('order/requestReused');
  if (order.isPlaced) return done(answer(order));
  if (order.isAbandoned) return givenUp(order);
  const still = stillAsWritten(order, await draftFor(order._id, asking, order), caller.nowMs);
  if (!still.ok) return (await abandon(order, still)) ? done(answer(order)) : still;
  const placed = await placeAgain(order, still.value);
  if (!placed.ok) return placed;
  await dropBought(order);
  return done(answer(order));
}

/** Whether an order that is placed later than it was written down is still the same: in time, on the shelf, its price. */
function stillAsWritten(order: OrderDocument, checked: Draft, nowMs: number): Outcome<Placing, Code> {
  if (nowMs >= order.payBeforeMs) return refuse('order/expired', { payBeforeMs: order.payBeforeMs });
  if (!checked.ok) return checked;
  const { order: now, placing } = checked.value;
  const sums = ({ lines, freightFen, cashFen }: OrderDocument) => canonical([lines, freightFen, cashFen]);
  return sums(now) === sums(order)
    ? done(placing)
    : refuse('order/sumChanged', { expectedCashFen: order.cashFen, cashFen: now.cashFen });
}

type Draft = Outcome<{ readonly order: OrderDocument; readonly placing: Placing }, Code>;

/**
 * The order that a request asks for, as goods, prices, points and settings are now. `written`: as it was written down by
 * an earlier call, it may hold its pieces already.
 */
async function draftFor(orderId: string, { input, caller, joined }: Asking, written?: OrderDocument): Promise<Draft> {
  const { member, nowMs, request } = caller;
  const [address, wallet, figures] = joined;
  if (!address) return refuse('address/unknown');
  const balances = input.useSpendableCents > 0 ? await balancesJoined(member, [wallet, figures]) : null;
  const heldCents = balances?.spendableCents ?? 0;
  const asked = { memberId: member._id, lines: input.lines, useSpendable: input.useSpendableCents, heldCents, nowMs };
  const taken = written && { offerIds: offeredPieces(written.lines).map(({ offerId }) => offerId) };
  const sums = await sumsOf({ ...asked, place: placeCodeOf(address), taken });
  if (!sums.ok) return sums;
  const unsent = notSent(sums.value, address);
  if (unsent) return unsent;
  const answers = answersOf(input.lines, sums.value.asks, nowMs, 'all');
  if (!answers.ok) return answers;
  const { priced, limits } = sums.value;
  if (input.expectedCashFen !== undefined && input.expectedCashFen !== priced.cash)
    return refuse('order/sumChanged', { expectedCashFen: input.expectedCashFen, cashFen: priced.cash });
  return done({
    order: {
      ...draftOf(orderId, request.hash, member, address, sums.value, input.note ?? '', nowMs),
      ...(answers.value.length > 0 ? { answers: answers.value } : {}),
    },
    placing: { nowMs, creditedCents: balances?.creditedSpendableCents ?? 0, limits },
  });
}

/** Why an order cannot be sent to its address, naming the first line of it. */
function notSent({ sending, lines }: Sums, { region }: AddressDocument): Refused | null {
  if (sending === 'placeUnknown') return refuse('address/regionUnclear');
  return sending === 'notServed' ? refuse('freight/notServed', { title: lines[0]!.title, region }) : null;
}

function draftOf(
  _id: string,
  requestHash: string,
  member: MemberDocument,
  address: AddressDocument,
  sums: Sums,
  note: string,
  nowMs: number,
): OrderDocument {
  const { shop, kind, settings, priced } = sums;
  return {
    _id,
    orderNo: `MH${businessDayOf(nowMs).replaceAll('-', '')}-${_id.slice(-8)}`,
    memberId: member._id,
    shopId: shop._id,
    shopName: shop.name,
    shopOwnerId: shop.ownerId,
    kind,
    state: firstOrderState,
    isPlaced: false,
    isAbandoned: false,
    isSwept: false,
    hasHolds: true,
    requestHash,
    placedAtMs: nowMs,
    changedAtMs: nowMs,
    lines: sums.lines,
    goodsFen: priced.goods,
    freightFen: priced.freight,
    spendableCents: priced.spendable,
    cashFen: priced.cash,
    counted: sums.counted,
    address: {
      name: address.name,
      phoneSealed: resealed(address.phoneSealed),
      region: address.region,
      detail: address.detail,
    },
    note,
    payBeforeMs: nowMs + settings.payWithinMinutes * MINUTE_MS,
    paidAtMs: null,
    transactionId: null,
    shippedAtMs: null,
    autoReceiveAtMs: null,
    delivery: null,
    receivedAtMs: null,
    settleAfterDays: settings.settleAfterDays,
    dueAtMs: null,
    settledAtMs: null,
    settleDay: null,
    sequence: null,
    grants: [],
    notCounted: [],
    isRefundPending: false,
    refund: null,
    log: [],
    prepaidAtMs: null,
    refundSentAtMs: null,
  };
}
