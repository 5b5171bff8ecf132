import type { OrderReversal } from '../_store/documents';

/** What of a reversal is paid back outside of it, by the cashier or in stable points: the rest went to the cash balance. */
export const reversedAtCashier = ({ refundableFen, balanceFen = 0 }: OrderReversal): number =>
  refundableFen - balanceFen;
