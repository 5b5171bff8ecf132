import { _ } from '../../_platform/cloud';
import type { Transaction } from '../../_platform/transactions';
import { stock } from '../../_store/collections';
import type { AfterSalesDocument } from '../../_store/documents';

/** Takes the pieces that a case is to be exchanged for from the shelf, or puts them back, within a transaction. */
export async function moveStock(
  { lines }: Pick<AfterSalesDocument, 'lines'>,
  way: 'hold' | 'release',
  transaction: Transaction,
): Promise<void> {
  const sign = way === 'hold' ? 1 : -1;
  for (const { quantity, to } of lines)
    if (to) await stock.change(to.skuId, { left: _.inc(-sign * quantity), sold: _.inc(sign * quantity) }, transaction);
}
