import type { OrderDocument } from '../_store/documents';

/** Cash of an order that went back, or is on its way there: all of it where it was paid too late. In fen. */
export function backOf({
  state,
  cashFen,
  givenBack = [],
}: Pick<OrderDocument, 'state' | 'cashFen' | 'givenBack'>): number {
  if (givenBack.length > 0) return givenBack.reduce((sum, one) => sum + one.cashFen, 0);
  return state === 'refunding' || state === 'refunded' ? cashFen : 0;
}
