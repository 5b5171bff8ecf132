import { businessDayOf, invariant } from '@shared/kernel';
import { passGate } from '../_books/gates';
import type { Transaction } from '../_platform/transactions';
import { editions } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';
import { withStep } from './editionSteps';

/**
 * Of an order that sent the goods behind an edition and of which everything is back: they may be sent for again, by who
 * holds it then. Its history says so.
 */
export async function returnEdition(
  { _id: orderId, edition }: Pick<OrderDocument, '_id' | 'edition'>,
  atMs: number,
  transaction: Transaction,
): Promise<void> {
  if (!edition) return;
  const now = await editions.get(edition.editionId, transaction);
  if (now?.collected?.orderId !== orderId) return;
  invariant(now.holder !== null && now.steps.length > 0, `${now._id} was collected and is nobody's`);
  const day = await passGate(`edition:${now._id}:return`, businessDayOf(atMs), transaction);
  const step = { kind: 'returned', atMs, day, to: now.holder, source: `order:${orderId}` } as const;
  const changes = { isCollected: false, collected: null, ...withStep(now, '', step) };
  await editions.change(edition.editionId, changes, transaction);
}
