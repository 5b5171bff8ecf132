import type { Transaction } from '../_platform/transactions';
import { editions } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

/**
 * Of an order that sent the goods behind an edition and of which everything is back: they may be sent for again, by who
 * holds it then. What happened stays in its history.
 */
export async function returnEdition(
  { _id: orderId, edition }: Pick<OrderDocument, '_id' | 'edition'>,
  transaction: Transaction,
): Promise<void> {
  if (!edition) return;
  const now = await editions.get(edition.editionId, transaction);
  if (now?.collected?.orderId !== orderId) return;
  await editions.change(edition.editionId, { isCollected: false, collected: null }, transaction);
}
