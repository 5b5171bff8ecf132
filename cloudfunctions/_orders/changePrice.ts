import { type ParsedOf, refuse } from '@shared/contract';
import { businessDayOf, done, fen, type Outcome, rate, spendableCents, stableCents } from '@shared/kernel';
import {
  cashOf,
  countedCash,
  mostReduction,
  notTaken,
  type PlacedOrder,
  type PricedOrder,
  repriceOrder,
} from '@shared/rules';
import { note } from '../_actions/audit';
import { answeredBefore, once } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { book, type NewLine } from '../_books/journal';
import { type PlansInForce, payablePlans, shopRulesOn } from '../_plans/plans';
import { _ } from '../_platform/cloud';
import { type Transaction, TransactionsBusy, transact } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument, OrderLine } from '../_store/documents';
import type { Settings } from '../_store/settings';
import { endPayment, tradeOf } from './cashier';
import { isOnlyNumberOver, isStarted } from './close';
import { returnHeld } from './giveBack';
import { marginOf } from './margin';
import { receivePayment } from './paid';
import { allWithin, firstOf, idsOf } from './purchase';
import type { Sender } from './staff/sending';
import { stateAfter, step } from './step';

// The price of an order that waits to be paid is changed in two steps: its payment, where one was started, is closed at
// the cashier; then price, purse and the number of the payment change in one transaction, which looks again at what was
// decided on. From then on the order is paid by another number, so that nothing that was asked for the old price is ever
// taken for the new one. Killed between the two, the old number is over and the price is the old one: the mark that was
// set before says so, and the next payment takes another number (see renewTrade).

/** So often a price may change: each change is a number at the cashier. */
const MOST_CHANGES = 9;
/** Decided anew so often before whoever asks is asked to try again. */
const ATTEMPTS = 4;

type Asked = ParsedOf<'admin.changePrice'>;
type Refused =
  | 'order/unknown'
  | 'order/notInState'
  | 'order/expired'
  | 'order/priceChanged'
  | 'payment/unreachable'
  | 'price/outOfBounds'
  | 'price/unchanged'
  | 'price/tooOften'
  | 'amount/tooLarge';

/** What was decided on is no longer so. */
class Changed extends Error {}

const tradeNoOf = ({ tradeNo = 0 }: Pick<OrderDocument, 'tradeNo'>): number => tradeNo;

/** What the goods of an order with their sending come to for its buyer. */
const priceOf = ({ goodsFen, reducedFen = 0, freightFen }: OrderDocument): number => goodsFen - reducedFen + freightFen;

/** Why an order's price may not be changed now; null where it may. */
function hindrance(order: OrderDocument | null, { changes }: Asked, { isTheirs }: Sender, nowMs: number) {
  if (!order?.isPlaced || !isTheirs(order)) return refuse('order/unknown');
  if (!stateAfter(order, 'price.changed')) return refuse('order/notInState', { state: order.state });
  if (nowMs >= order.payBeforeMs) return refuse('order/expired', { payBeforeMs: order.payBeforeMs });
  if ((order.priceChanges?.length ?? 0) !== changes) return refuse('order/priceChanged');
  return tradeNoOf(order) >= MOST_CHANGES ? refuse('price/tooOften', { most: MOST_CHANGES }) : null;
}

/** What a price could be changed to, for who may change it; null where it cannot be changed. */
export function priceTerms(order: OrderDocument, nowMs: number) {
  if (!stateAfter(order, 'price.changed') || nowMs >= order.payBeforeMs) return null;
  return {
    changes: order.priceChanges?.length ?? 0,
    goodsFen: order.goodsFen,
    offFen: order.reducedFen ?? 0,
    mostOffFen: mostReduction(fen(order.goodsFen)),
    freightFen: order.freightFen,
    mostFreightFen: order.asPlaced?.freightFen ?? order.freightFen,
  };
}

/**
 * Changes what an unpaid order costs, of the goods and of the sending, once for each request id. The buyer is told, and the
 * record keeps what it was, what it is, and why.
 */
export async function changePrice(
  input: Asked,
  caller: Caller,
  sender: Sender,
): Promise<Outcome<null, Refused | 'request/reused' | 'words/forbidden' | 'words/risky'>> {
  const before = await answeredBefore<null, Refused>(caller);
  if (before) return before;
  const screened = await screenText([input.reason], 'byShop');
  if (!screened.ok) return screened;
  const { nowMs } = caller;
  const rules = await shopRulesOn(businessDayOf(nowMs));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const order = await orders.get(input.orderId);
    const hindered = hindrance(order, input, sender, nowMs);
    if (hindered) return hindered;
    const first = await firstOf(order!);
    const ended = await endForPrice(first, nowMs);
    if (ended === 'paid') return refuse('order/notInState', { state: 'paid' });
    if (ended === 'unreachable') return refuse('payment/unreachable');
    if (ended === 'changed') continue;
    try {
      return await once<null, Refused>(caller, (transaction) =>
        change(input, caller, { sender, seen: first, ...rules }, transaction),
      );
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
    }
  }
  throw new TransactionsBusy(`the price of ${input.orderId} could not be changed`);
}

/**
 * Closes the payment that was started for the old price. Its number is marked first: closed, the order is not, and whoever
 * finds it so is not to close the order.
 */
async function endForPrice(
  first: OrderDocument,
  nowMs: number,
): Promise<'neverStarted' | 'closed' | 'paid' | 'unreachable' | 'changed'> {
  if (!isStarted(first)) return 'neverStarted';
  const isOpen = { _id: first._id, state: 'awaitingPayment', tradeNo: first.tradeNo ?? _.exists(false) };
  const isMarked = (await orders.changeWhere(isOpen, { endingTradeNo: tradeNoOf(first) })) > 0;
  // An update that changes nothing counts none: it may have been marked before, by somebody who was killed.
  if (!isMarked && !(await isOnlyNumberOver(first))) return 'changed';
  const payment = await endPayment(first);
  if (payment.is === 'paid') return (await receivePayment(first, payment, nowMs)) ? 'paid' : 'changed';
  return payment.is === 'closed' ? 'closed' : 'unreachable';
}

interface Changing {
  readonly sender: Sender;
  /** The order that stands for the purchase, as its payment was ended. */
  readonly seen: OrderDocument;
  readonly settings: Settings;
  readonly plans: PlansInForce;
}

async function change(
  input: Asked,
  caller: Caller,
  { sender, seen, settings, plans }: Changing,
  transaction: Transaction,
): Promise<Outcome<null, Refused>> {
  const { nowMs } = caller;
  const first = await orders.get(seen._id, transaction);
  if (!first || tradeNoOf(first) !== tradeNoOf(seen) || (!isStarted(seen) && isStarted(first))) throw new Changed();
  const all = await allWithin(first, transaction);
  const order = all.find(({ _id }) => _id === input.orderId)!;
  const hindered = hindrance(order, input, sender, nowMs);
  if (hindered) return hindered;
  if (input.offFen === (order.reducedFen ?? 0) && input.freightFen === order.freightFen)
    return refuse('price/unchanged');
  const placed = placedOf(order, settings);
  const priced = repriceOrder(placed, { reduction: fen(input.offFen), freight: fen(input.freightFen) });
  if (!priced.ok) {
    if (priced.refusal.code !== 'price/outOfBounds' && priced.refusal.code !== 'amount/tooLarge')
      throw new Error(`a changed price of ${order._id} was refused: ${priced.refusal.code}`);
    return priced as Outcome<null, Refused>;
  }
  const changes = changesOf(order, priced.value, plans);
  const { number, ended } = renewed(first);
  const purchase = first.purchase && {
    purchase: { ...first.purchase, totalFen: first.purchase.totalFen - order.cashFen + changes.cashFen },
  };
  const entryId = await giveBack(order, notTaken(placed, priced.value), number.tradeNo, nowMs, transaction);
  const told = toldOf(order, { ...order, ...changes }, input.reason, sender.by, nowMs);
  const doing = { atMs: nowMs, by: sender.by, note: input.reason, ...(entryId ? { entryId } : {}) } as const;
  const besides = {
    ...changes,
    ...number,
    ...purchase,
    ...(order === first ? ended : {}),
    priceChanges: [...(order.priceChanges ?? []), told],
    asPlaced: asPlacedOf(order),
  };
  await step(order, { order: 'price.changed' }, doing, besides, transaction);
  for (const one of all)
    if (one !== order)
      await orders.change(one._id, { ...number, ...purchase, ...(one === first ? ended : {}) }, transaction);
  const { before, after } = told;
  await note(caller, `${sender.by}.changePrice`, { orderId: order._id, reason: input.reason }, transaction, [
    { field: 'priceFen', before: String(before.priceFen), after: String(after.priceFen) },
    { field: 'cashFen', before: String(before.cashFen), after: String(after.cashFen) },
  ]);
  return done(null);
}

/** The next number of a payment for all of its orders, and what ends the old one with the order that stands for them. */
const renewed = (first: OrderDocument) => ({
  number: { tradeNo: tradeNoOf(first) + 1 },
  ended: {
    endedTradesFen: [...(first.endedTradesFen ?? []), tradeOf(first).totalFen],
    prepaidAtMs: null,
    askedAtMs: 0,
    endingTradeNo: null,
  },
});

/** What the price of an order is changed from, whatever it was changed to before. */
const asPlacedOf = ({ asPlaced, freightFen, couponFen = 0, lines }: OrderDocument) =>
  asPlaced ?? { freightFen, couponFen, plans: lines.map(({ plans }) => plans) };

function placedOf(order: OrderDocument, settings: Settings): PlacedOrder {
  const { freightFen, couponFen } = asPlacedOf(order);
  return {
    lines: order.lines.map((line) => ({
      price: fen(line.priceFen),
      quantity: line.quantity,
      takesSpendable: line.pointsCents > 0,
      hasCoupon: (line.couponFen ?? 0) > 0,
    })),
    goods: fen(order.goodsFen),
    freight: fen(freightFen),
    coupon: fen(couponFen),
    spendable: spendableCents(order.spendableCents),
    stable: stableCents(order.stableCents ?? 0),
    balance: fen(order.balanceFen ?? 0),
    pointsUseRatio: rate(order.pointsUseRatioMillionths ?? settings.pointsUseRatioMillionths),
  };
}

/** What changes of an order by its new price: every part of it, and what plans count. */
function changesOf(order: OrderDocument, priced: PricedOrder, plans: PlansInForce) {
  const isOfMerchant = order.shopOwnerId !== null;
  const named = asPlacedOf(order).plans;
  const lines = order.lines.map((before, at): OrderLine => {
    const { reduced = 0, coupon, spendable, stable, balance, cash } = priced.lines[at]!;
    const { reducedFen: _reduced, couponFen: _coupon, stableCents: _stable, balanceFen: _balance, ...kept } = before;
    const line = {
      ...kept,
      ...(reduced > 0 ? { reducedFen: reduced } : {}),
      ...(coupon > 0 ? { couponFen: coupon } : {}),
      pointsCents: spendable,
      ...(stable > 0 ? { stableCents: stable } : {}),
      ...(balance > 0 ? { balanceFen: balance } : {}),
      cashFen: cash,
    };
    const { price, cost } = marginOf(line, { coupon: order.coupon, isOfMerchant });
    return { ...line, plans: payablePlans(named[at]!, price, cost, plans) };
  });
  const counting = lines.map((line, at) => ({ cash: cashOf(priced.lines[at]!), plans: line.plans }));
  const counted = order.shopOwnerId === order.memberId ? [] : countedCash(counting);
  return {
    lines,
    reducedFen: lines.reduce((sum, { reducedFen = 0 }) => sum + reducedFen, 0),
    freightFen: priced.freight,
    couponFen: priced.coupon,
    spendableCents: priced.spendable,
    stableCents: priced.stable,
    balanceFen: priced.balance,
    // Of what comes back dividends come last (see withBalanceBack).
    balanceDividendFen: Math.min(order.balanceDividendFen ?? 0, priced.balance),
    cashFen: priced.cash,
    counted: counted.map((one) => ({ plan: one.plan, countedFen: one.counted })),
  };
}

/** Gives back what the new price does not take of the buyer's wallet. @returns the entry, undefined where that is nothing. */
async function giveBack(
  order: OrderDocument,
  back: ReturnType<typeof notTaken>,
  tradeNo: number,
  atMs: number,
  transaction: Transaction,
): Promise<string | undefined> {
  const postings = await returnHeld(order, back, transaction);
  if (postings.length === 0) return undefined;
  const id = `order:${order._id}:price:${tradeNo}`;
  await book({ id, kind: 'order.giveBack', atMs, order, postings, lines: backLines(order, back) }, transaction);
  return id;
}

const backLines = (
  { memberId, orderNo, spendableCents: spendable, stableCents: stable = 0, balanceFen: balance = 0 }: OrderDocument,
  back: ReturnType<typeof notTaken>,
): NewLine[] =>
  (
    [
      ['spendable', back.spendable, { paidSpendableCents: spendable, keptUnits: spendable - back.spendable }],
      ['stable', back.stable, { paidStableCents: stable, keptUnits: stable - back.stable }],
      ['cash', back.balance, { paidBalanceFen: balance, keptUnits: balance - back.balance }],
    ] as const
  ).flatMap(([asset, units, inputs]) =>
    units === 0
      ? []
      : [{ memberId, kind: 'order.giveBack', asset, units, plan: null, version: null, note: orderNo, inputs }],
  );

const toldOf = (
  before: OrderDocument,
  after: OrderDocument,
  reason: string,
  by: Sender['by'],
  atMs: number,
): NonNullable<OrderDocument['priceChanges']>[number] => ({
  no: (before.priceChanges?.length ?? 0) + 1,
  atMs,
  by,
  reason,
  before: { priceFen: priceOf(before), cashFen: before.cashFen },
  after: { priceFen: priceOf(after), cashFen: after.cashFen },
});

/**
 * Takes another number for a payment that is closed at the cashier because a change of the price closed it, and broke: the
 * price is what it was. Nothing is done where it was changed after all.
 */
export const renewTrade = (firstId: string): Promise<void> =>
  transact(async (transaction) => {
    const first = await orders.get(firstId, transaction);
    if (first?.state !== 'awaitingPayment' || first.endingTradeNo !== tradeNoOf(first)) return;
    const { number, ended } = renewed(first);
    await orders.change(firstId, { ...number, ...ended }, transaction);
    for (const id of idsOf(first)) if (id !== firstId) await orders.change(id, number, transaction);
  });
