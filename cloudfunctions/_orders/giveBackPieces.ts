import { add, type Fen, fen, invariant } from '@shared/kernel';
import { cashOf, refundOfOrder } from '@shared/rules';
import { book, type NewLine } from '../_books/journal';
import type { Transaction } from '../_platform/transactions';
import type { GivenBack, OrderDocument, OrderLog } from '../_store/documents';
import { refundNoOf } from './cashier';
import { returnCoupon } from './coupons';
import { returnEdition } from './editions';
import { returnHeld, returnStock } from './giveBack';
import { toSendOf } from './parcels';
import { receiveWithin } from './receive';
import { backOf, isAllBack, lineRemains, paidLineOf, paidOrderOf } from './remains';
import { allSent } from './sendParcel';
import { step } from './step';
import { returnVouchers } from './vouchers/back';

/** Pieces of an order that are to be given back. */
export interface PiecesBack {
  /** Of each line, in the order's order; at least one in all, and no more than are left. */
  readonly pieces: readonly number[];
  /** 'unsent': nothing was sent, the freight goes back with the last piece. Else what was decided to go back of it. */
  readonly freight: 'unsent' | Fen;
  /** The number of the event that gives them back, and of its refund at the cashier (see `refundNoOf`). */
  readonly refundNo: string;
  readonly why: string;
  readonly by: OrderLog['by'];
}

/**
 * Gives back pieces of an order that has not settled, within a transaction that has read it (rules §5): points and
 * cash balance go back as paid, pieces that nobody sent go back to the shelf, cash is due to be sent (`sendGivenBack`, once the transaction is
 * committed). The order stays as it is with what is left of it; with its last piece it ends (refunding, then refunded).
 * The same refund number again changes nothing. The caller has decided that it may be done: throws Invariant for pieces
 * that are not there, and for an order that is settled or being settled.
 * @returns the order as it is once the transaction is committed.
 */
export async function giveBackPieces(
  order: OrderDocument,
  { pieces, freight, refundNo, why, by }: PiecesBack,
  nowMs: number,
  transaction: Transaction,
): Promise<OrderDocument> {
  const earlier = order.givenBack ?? [];
  if (earlier.some((one) => one.refundNo === refundNo)) return order;
  invariant(
    pieces.some((some) => some > 0),
    `${refundNo} gives nothing back`,
  );
  invariant(refundNo.startsWith(refundNoOf(order._id)), `${refundNo} is no number of ${order._id}`);
  invariant(!order.isSettling, `${order._id} is being settled`);
  const back = refundOfOrder(paidOrderOf(order), {
    before: order.lines.map(backOf),
    now: pieces,
    freightBefore: fen(order.freightBackFen ?? 0),
    freight,
  });
  const toSend = new Map(toSendOf(order).map(({ skuId, quantity }) => [skuId, quantity]));
  const shelved = order.lines.map(({ skuId }, at) => Math.min(pieces[at]!, toSend.get(skuId) ?? 0));
  if (shelved.some((some) => some > 0)) await returnStock(order, transaction, shelved);
  // Nothing of it was sent and all of it is back: it is as if it had not been ordered.
  const isUnsent = order.shippedAtMs === null && (order.parcels ?? []).length === 0;
  if (isUnsent && isAllBack({ lines: withBack(order, pieces) })) await returnCoupon(order, transaction);
  if (isAllBack({ lines: withBack(order, pieces) })) await returnEdition(order, nowMs, transaction);
  const postings = await returnHeld(order, back, transaction);
  const no = earlier.length + 1;
  const entryId = postings.length > 0 ? `order:${order._id}:refund:${no}` : null;
  if (entryId !== null) {
    const lines = [...linesOf(order, pieces, back.lines), ...freightLine(order, back)];
    await book({ id: entryId, kind: 'order.refund', atMs: nowMs, order, postings, lines }, transaction);
  }
  // Goods got by points go back as stable points, by an event of their own (see giveBackRedeemed).
  const isCash = (order.transactionId !== null || order.redeemed !== undefined) && back.cash > 0;
  const given: GivenBack = {
    no,
    refundNo,
    atMs: nowMs,
    by,
    why,
    pieces,
    shelved,
    freightFen: back.freight,
    cashFen: back.cash,
    ...(back.balance > 0 && { balanceFen: back.balance }),
    spendableCents: back.spendable,
    stableCents: back.stable,
    entryId,
    refund: isCash ? 'due' : 'none',
  };
  const lines = withBack(order, pieces);
  const left = await step(
    order,
    { order: isAllBack({ lines }) ? 'refund.approved' : 'pieces.givenBack' },
    { atMs: nowMs, by, note: why, ...(entryId !== null && { entryId }) },
    {
      lines,
      counted: countedOf(order, lines),
      givenBack: [...earlier, given],
      ...(back.freight > 0 && { freightBackFen: add(fen(order.freightBackFen ?? 0), back.freight) }),
      ...(isCash && { isRefundDue: true }),
    },
    transaction,
  );
  await returnVouchers(left, pieces, nowMs, transaction);
  if (!left.isPartlySent || left.state !== 'paid' || toSendOf(left).length > 0) return left;
  const shipped = await step(
    left,
    { order: 'goods.shipped' },
    { atMs: nowMs, by: 'platform' },
    restIsBack(left, nowMs),
    transaction,
  );
  // What was redeemed needs nobody who says that it has arrived.
  return (left.vouchers && (await receiveWithin(shipped, 'receipt.automatic', nowMs, nowMs, transaction))) || shipped;
}

/** Of an order that was sent in part, the rest is given back: nothing is to be sent any more. */
const restIsBack = (order: OrderDocument, nowMs: number) => allSent(order, nowMs, order.receiveAfterDays ?? 0);

/** The lines with so many more pieces of each given back. */
const withBack = ({ lines }: OrderDocument, pieces: readonly number[]): OrderDocument['lines'] =>
  lines.map((line, at) => (pieces[at] === 0 ? line : { ...line, backPieces: backOf(line) + pieces[at]! }));

/** What plans count of what is left, of those that counted the order: nothing is counted that was not. */
const countedOf = ({ counted }: OrderDocument, lines: OrderDocument['lines']): OrderDocument['counted'] =>
  counted
    .map(({ plan }) => ({
      plan,
      countedFen: lines.reduce(
        (sum, line) => (line.plans.includes(plan) ? add(sum, cashOf(lineRemains(line))) : sum),
        fen(0),
      ),
    }))
    .filter(({ countedFen }) => countedFen > 0);

/** What explains the points and the cash balance that each line gives back: R of V, less what went back before (rules §5). */
const linesOf = (
  { lines, memberId, orderNo }: OrderDocument,
  pieces: readonly number[],
  back: ReturnType<typeof refundOfOrder>['lines'],
): NewLine[] =>
  lines.flatMap((line, at) => {
    const { price, amount, spendable, stable, balance } = paidLineOf(line);
    const worthBeforeFen = fen(price * backOf(line));
    const worthFen = {
      amountFen: amount,
      worthBeforeFen,
      worthAfterFen: add(worthBeforeFen, fen(price * pieces[at]!)),
    };
    const shared = { memberId, kind: 'order.refund', plan: null, version: null, note: orderNo } as const;
    const parts = [
      ['spendable', back[at]!.spendable, { paidSpendableCents: spendable }],
      ['stable', back[at]!.stable, { paidStableCents: stable }],
      ['cash', back[at]!.balance, { paidBalanceFen: balance }],
    ] as const;
    return parts.flatMap(([asset, units, paid]) =>
      units > 0 ? [{ ...shared, asset, units, inputs: { ...worthFen, ...paid } }] : [],
    );
  });

/** What explains the cash balance that comes back with the freight: its share of what is back of it, less what was before. */
function freightLine(
  order: OrderDocument,
  { freight, freightBalance }: Pick<ReturnType<typeof refundOfOrder>, 'freight' | 'freightBalance'>,
): NewLine[] {
  if (freightBalance === 0) return [];
  const { memberId, orderNo } = order;
  const freightBeforeFen = fen(order.freightBackFen ?? 0);
  const inputs = {
    freightFen: order.freightFen,
    freightBeforeFen,
    freightAfterFen: add(freightBeforeFen, freight),
    paidBalanceFen: paidOrderOf(order).freightBalance,
  };
  const line = { memberId, kind: 'order.refund', plan: null, version: null, note: orderNo } as const;
  return [{ ...line, asset: 'cash', units: freightBalance, inputs }];
}
