import {
  add,
  type Fen,
  fen,
  invariant,
  mulDivDown,
  type SpendableCents,
  type StableCents,
  subtract,
} from '@shared/kernel';
import type { PricedLine } from './price';
import { total } from './priceShares';

/** A line as it was paid. */
export interface PaidLine extends PricedLine {
  /** Of one piece: amount = price × quantity. */
  readonly price: Fen;
  readonly quantity: number;
}

/** What goes back to the buyer, each as it was paid; or what of it remains paid. */
export interface PaidParts {
  readonly cash: Fen;
  readonly balance: Fen;
  readonly spendable: SpendableCents;
  readonly stable: StableCents;
}

/** What of it is cash, paid now or out of the balance: what plans count (rules §0). */
export const cashOf = ({ cash, balance }: Pick<PaidParts, 'cash' | 'balance'>): Fen => add(cash, balance);

/**
 * What has gone back in all of a line once `back` of its pieces have, the coupon's share never: floor(cash × R / V), and
 * so of cash balance and points, R of V being the worth of the goods that are back; with the last piece all (rules §5).
 */
function backInAll({ price, quantity, amount, cash, balance, spendable, stable }: PaidLine, back: number): PaidParts {
  invariant(Number.isInteger(back) && back >= 0 && back <= quantity, `${back} of ${quantity} pieces`);
  // Nothing was paid for what costs nothing.
  if (amount === 0) return { cash, balance, spendable, stable };
  const worth = fen(price * back);
  return {
    cash: mulDivDown(worth, cash, amount),
    balance: mulDivDown(worth, balance, amount),
    spendable: mulDivDown(worth, spendable, amount),
    stable: mulDivDown(worth, stable, amount),
  };
}

const less = (from: PaidParts, taken: PaidParts): PaidParts => ({
  cash: subtract(from.cash, taken.cash),
  balance: subtract(from.balance, taken.balance),
  spendable: subtract(from.spendable, taken.spendable),
  stable: subtract(from.stable, taken.stable),
});

/**
 * What goes back for `now` more pieces of a line of which `before` are back already, before it is settled (rules §5).
 * However the pieces are parted, all of them together bring back exactly what was paid, and any of them never more.
 * The caller has refused pieces that were not bought: more than are left throws Invariant.
 */
export const refundOfLine = (line: PaidLine, before: number, now: number): PaidParts =>
  less(backInAll(line, before + now), backInAll(line, before));

/**
 * What of cash that a reversal pays back goes to the cash balance, by its share of what was paid in cash: of `paid`, of
 * which `balance` was cash balance, floor(balance × back / paid) in all once `before` and `now` are back. The rest of it
 * is the cashier's.
 */
export function balanceOfReversed(
  { paid, balance }: { readonly paid: Fen; readonly balance: Fen },
  before: Fen,
  now: Fen,
): Fen {
  invariant(before + now <= paid, `${before} and ${now} back of ${paid}`);
  if (paid === 0) return fen(0);
  return subtract(mulDivDown(add(before, now), balance, paid), mulDivDown(before, balance, paid));
}

/** What remains paid of a line once `back` of its pieces are back: its cash is what counts at settlement (rules §5). */
export const remainsOfLine = (line: PaidLine, back: number): PaidParts => less(line, backInAll(line, back));

/** The share of what is kept of a line, once `back` of its pieces are back, of what `off` its price: floor(off × kept / V). */
const offKept = ({ price, quantity, amount }: PaidLine, off: Fen, back: number): Fen =>
  amount === 0 ? fen(0) : mulDivDown(fen(price * (quantity - back)), off, amount);

/** The coupon's share of what is kept of a line once `back` of its pieces are back. */
export const couponKept = (line: PaidLine, back: number): Fen => offKept(line, line.coupon, back);

/** The same of what the shop took off its price before it was paid. */
export const reducedKept = (line: PaidLine, back: number): Fen => offKept(line, line.reduced ?? fen(0), back);

/** What of some pieces nobody paid: the coupon's share, and what the shop took off. */
const unpaidOf = (line: PaidLine, before: number, now: number): Fen => {
  const off = add(line.coupon, line.reduced ?? fen(0));
  return subtract(offKept(line, off, before), offKept(line, off, before + now));
};

/** Pieces of an order that are given back, with what has gone back of it before. */
interface Returned {
  /** Of each line, in the order's order. */
  readonly before: readonly number[];
  readonly now: readonly number[];
  readonly freightBefore: Fen;
  /**
   * 'unsent': nothing was sent yet, so that the freight goes back with the last piece. Otherwise what was decided to go
   * back of it now; no more than is left.
   */
  readonly freight: 'unsent' | Fen;
}

/** What goes back for some pieces of an order: of each line, of the freight, and of all together. */
interface OrderRefund extends PaidParts {
  readonly lines: readonly PaidParts[];
  /** Part of `cash` and `balance` together. */
  readonly freight: Fen;
  /** What of the freight is cash balance. */
  readonly freightBalance: Fen;
  /** What the pieces cost; and of it the coupon's share and what the shop took off, rounded up: it does not come back. */
  readonly goods: Fen;
  readonly coupon: Fen;
}

/** An order as its lines and its freight were paid. */
export interface PaidOrder {
  readonly lines: readonly PaidLine[];
  readonly freight: Fen;
  /** What of the freight was paid with cash balance. */
  readonly freightBalance: Fen;
}

/** What of freight that has gone back in all is cash balance: floor(balance × back / freight). */
const freightBalanceBack = ({ freight, freightBalance }: Omit<PaidOrder, 'lines'>, back: Fen): Fen =>
  freight === 0 ? fen(0) : mulDivDown(back, freightBalance, freight);

/**
 * What goes back for pieces of an order before it is settled (rules §5), by the lines' own shares. Throws Invariant for
 * pieces or freight that were not paid, or are back already.
 */
export function refundOfOrder(
  order: PaidOrder,
  { before, now, freightBefore, freight: decided }: Returned,
): OrderRefund {
  invariant(before.length === order.lines.length && now.length === order.lines.length, 'pieces of each line');
  const lines = order.lines.map((line, at) => refundOfLine(line, before[at]!, now[at]!));
  const isAllBack = order.lines.every((line, at) => before[at]! + now[at]! === line.quantity);
  const left = subtract(order.freight, freightBefore);
  const unsent = isAllBack ? left : fen(0);
  const freight = decided === 'unsent' ? unsent : decided;
  invariant(freight <= left, `freight of ${freight} back where ${left} are left`);
  const freightBalance = subtract(
    freightBalanceBack(order, add(freightBefore, freight)),
    freightBalanceBack(order, freightBefore),
  );
  return {
    lines,
    freight,
    freightBalance,
    goods: total(order.lines.map(({ price }, at) => fen(price * now[at]!))),
    coupon: total(order.lines.map((line, at) => unpaidOf(line, before[at]!, now[at]!))),
    cash: add(total(lines.map(({ cash }) => cash)), subtract(freight, freightBalance)),
    balance: add(total(lines.map(({ balance }) => balance)), freightBalance),
    spendable: total(lines.map(({ spendable }) => spendable)),
    stable: total(lines.map(({ stable }) => stable)),
  };
}
