import { fen, spendableCents, stableCents } from '@shared/kernel';
import { type PaidLine, type PaidParts, remainsOfLine } from '@shared/rules';
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
  coupon: fen(line.couponFen ?? 0),
  spendable: spendableCents(line.pointsCents),
  stable: stableCents(line.stableCents ?? 0),
  cash: fen(line.cashFen),
});

/** What remains paid of a line: what counts of it when the order settles (rules §5). */
export const lineRemains = (line: OrderLine): PaidParts => remainsOfLine(paidLineOf(line), backOf(line));

type Paid = Pick<OrderDocument, 'cashFen' | 'givenBack'>;

/** Cash that remains paid of an order, freight included: what is not given back, whether it has arrived or not. */
export const cashLeftOf = ({ cashFen, givenBack = [] }: Paid): number =>
  givenBack.reduce((left, back) => left - back.cashFen, cashFen);

/** Whether every piece of an order is given back. */
export const isAllBack = ({ lines }: Pick<OrderDocument, 'lines'>): boolean =>
  lines.every((line) => piecesLeft(line) === 0);

/** Whether an order waits for its provider: a top-up order that is paid and not through. */
export const isToppingUp = ({ kind, state }: Pick<OrderDocument, 'kind' | 'state'>): boolean =>
  kind === 'topUp' && state === 'paid';
