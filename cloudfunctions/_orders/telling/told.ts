import type { AfterSalesDocument, OrderDocument } from '../../_store/documents';

type OrderLine = OrderDocument['log'][number];
type CaseLine = AfterSalesDocument['log'][number];

/** What is told of an order to its buyer. What the buyer does himself, and sees at once, is not. */
const OF_ORDERS: readonly string[] = [
  'price.changed',
  'stray.received',
  'payment.expired',
  'parcel.sent',
  'parcel.corrected',
  'goods.shipped',
  'pieces.redeemed',
  'receipt.automatic',
  'pieces.givenBack',
  'pieces.refunded',
  'refund.approved',
  'refund.paid',
  'sale.reversed',
  'reversal.paid',
];

export const isToldOfOrder = ({ event, by, state }: Pick<OrderLine, 'event' | 'by' | 'state'>): boolean =>
  by !== 'buyer' && (OF_ORDERS.includes(event) || (event === 'payment.received' && state === 'refunding'));

/** What others do to a case, or time does. */
export const isToldOfCase = ({ by }: Pick<CaseLine, 'by'>): boolean => by !== 'buyer';

/**
 * The mark of a record that has a line which its buyer is to be told of: the first such line. It is set by the very write
 * that adds the line, which costs nothing; the settlement's timer tells, and takes it away.
 */
export const untold = (
  { untoldFrom, log }: { readonly untoldFrom?: number; readonly log: readonly unknown[] },
  isTold: boolean,
): { untoldFrom?: number } => (isTold ? { untoldFrom: untoldFrom ?? log.length } : {});
