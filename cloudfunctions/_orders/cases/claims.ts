import type { Transaction } from '../../_platform/transactions';
import { orders } from '../../_store/collections';
import type { AfterSalesDocument, OrderDocument } from '../../_store/documents';
import { toSendOf } from '../parcels';
import { piecesLeft } from '../remains';
import { tell } from '../step';

const NO_CASES: NonNullable<OrderDocument['openCases']> = [];

/** Pieces of a line that are not back yet; of a voucher, that are not redeemed either. */
const openPieces = (order: OrderDocument, line: OrderDocument['lines'][number]): number =>
  order.vouchers ? (toSendOf(order).find(({ skuId }) => skuId === line.skuId)?.quantity ?? 0) : piecesLeft(line);

/** Pieces of each line that may be asked back: not back yet, not redeemed, and in no open case but `mine`. */
export const askable = (order: OrderDocument, mine?: string): number[] =>
  order.lines.map((line, at) =>
    (order.openCases ?? NO_CASES).reduce(
      (left, { caseId, pieces }) => (caseId === mine ? left : left - pieces[at]!),
      openPieces(order, line),
    ),
  );

/** Pieces of each line of an order that a case's lines name. */
export const piecesOf = (
  order: OrderDocument,
  lines: readonly { readonly skuId: string; readonly quantity: number }[],
): number[] => order.lines.map(({ skuId }) => lines.find((line) => line.skuId === skuId)?.quantity ?? 0);

/** Notes on an order that a case over some of its pieces is open: until it ends the order does not settle. */
export const claim = (
  order: OrderDocument,
  caseId: string,
  pieces: readonly number[],
  atMs: number,
  transaction: Transaction,
): Promise<OrderDocument> =>
  tell(
    order,
    'afterSales.asked',
    { atMs, by: 'buyer', note: caseId },
    {
      openCases: [...(order.openCases ?? NO_CASES), { caseId, pieces }],
      caseCount: (order.caseCount ?? 0) + 1,
      isRefundPending: true,
    },
    transaction,
  );

/** Lets go of pieces that a case is no longer over: all of them, or all but `kept`. */
export async function letGo(
  order: OrderDocument,
  { _id: caseId }: Pick<AfterSalesDocument, '_id'>,
  transaction: Transaction,
  kept?: readonly number[],
): Promise<void> {
  const others = (order.openCases ?? NO_CASES).filter((one) => one.caseId !== caseId);
  const openCases = kept ? [...others, { caseId, pieces: kept }] : others;
  await orders.change(order._id, { openCases, isRefundPending: openCases.length > 0 }, transaction);
}
