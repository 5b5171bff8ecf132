import { fen, spendableCents, stableCents } from '@shared/kernel';
import { type PaidLine, type PaidOrder, type PaidParts, remainsOfLine } from '@shared/rules';
import type { OrderDocument, OrderLine } from '../_store/documents';

/** Pieces of a line that went back. */
export const backOf = ({ backPieces = 0 }: OrderLine): number => backPieces;

/** Pieces of a line that its buyer keeps. */
export const piecesLeft = (line: OrderLine): number => line.quantity - backOf(line);

/** A line of an order as the rules of refunds take it. */
export const paidLineOf = (line: OrderLine): PaidLine => ({
  price: fen(line.priceFen),
  quantity: line.quantity,
  amount: fen(line.amountFen),
  ...(line.reducedFen ? { reduced: fen(line.reducedFen) } : {}),
  coupon: fen(line.couponFen ?? 0),
  spendable: spendableCents(line.pointsCents),
  stable: stableCents(line.stableCents ?? 0),
  balance: fen(line.balanceFen ?? 0),
  cash: fen(line.cashFen),
});

/** What of an order's freight its buyer's cash balance paid: what the lines leave of it. */
const freightBalanceOf = ({ lines, balanceFen = 0 }: Pick<OrderDocument, 'lines' | 'balanceFen'>): number =>
  lines.reduce((left, line) => left - (line.balanceFen ?? 0), balanceFen);

/** An order as the rules of refunds take it. */
export const paidOrderOf = (order: OrderDocument): PaidOrder => ({
  lines: order.lines.map(paidLineOf),
  freight: fen(order.freightFen),
  freightBalance: fen(freightBalanceOf(order)),
});

/** What remains paid of a line: what counts of it when the order settles (rules §5). */
export const lineRemains = (line: OrderLine): PaidParts => remainsOfLine(paidLineOf(line), backOf(line));

type Paid = Pick<OrderDocument, 'cashFen' | 'balanceFen' | 'givenBack'>;

/** What of an order is paid in cash, at the cashier and out of the balance, freight included. */
export const paidInCash = ({ cashFen, balanceFen = 0 }: Omit<Paid, 'givenBack'>): number => cashFen + balanceFen;

/** Cash that remains paid of an order, freight included: what is not given back, whether it has arrived or not. */
export const cashLeftOf = ({ givenBack = [], ...order }: Paid): number =>
  givenBack.reduce((left, back) => left - paidInCash(back), paidInCash(order));

/** What of an order's cash balance its buyer has again. */
export const balanceBackOf = ({ givenBack = [], reversals = [] }: Pick<OrderDocument, 'givenBack' | 'reversals'>) =>
  [...givenBack, ...reversals.filter(({ isBalanceGivenUp }) => !isBalanceGivenUp)].reduce(
    (sum, { balanceFen = 0 }) => sum + balanceFen,
    0,
  );

/** Whether every piece of an order is given back. */
export const isAllBack = ({ lines }: Pick<OrderDocument, 'lines'>): boolean =>
  lines.every((line) => piecesLeft(line) === 0);

/** Whether an order waits for its provider: a top-up order that is paid and not through. */
export const isToppingUp = ({ kind, state }: Pick<OrderDocument, 'kind' | 'state'>): boolean =>
  kind === 'topUp' && state === 'paid';
