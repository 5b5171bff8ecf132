import { invariant } from '@shared/kernel';
import type { Transaction } from '../_platform/transactions';
import { orders } from '../_store/collections';
import type { OrderDocument } from '../_store/documents';

// A purchase: orders of one shop and one kind each that are placed together and paid by one payment. The first of them
// stands for all, so that what is decided of the whole is guarded in one document: that it is placed, that its payment
// was started, paid or closed. An order alone is a purchase of one, and nothing of this costs it a request.

/** At most so many orders are placed and paid together: all of them are booked in one transaction. */
export const MOST_ORDERS = 10;

/** Ids of the orders of a purchase, the one that stands for it first. */
export const idsOf = ({ _id, purchase }: Pick<OrderDocument, '_id' | 'purchase'>): readonly string[] =>
  purchase?.orderIds ?? [_id];

/** Whether an order stands for its purchase. */
export const isFirst = ({ _id, purchase }: Pick<OrderDocument, '_id' | 'purchase'>): boolean =>
  !purchase || purchase.purchaseId === _id;

/** The order that stands for the purchase of an order. */
export const firstOf = async (order: OrderDocument): Promise<OrderDocument> =>
  isFirst(order) ? order : present(await orders.get(order.purchase!.purchaseId), order);

const present = (found: OrderDocument | null, { _id }: OrderDocument): OrderDocument => {
  invariant(found !== null, `an order of the purchase of ${_id} is missing`);
  return found;
};

/** All orders of a purchase, given the first: no request for an order alone. */
export async function allOf(first: OrderDocument): Promise<readonly OrderDocument[]> {
  if (!first.purchase) return [first];
  const found = new Map((await orders.getMany(first.purchase.orderIds.slice(1))).map((one) => [one._id, one]));
  return idsOf(first).map((id) => (id === first._id ? first : present(found.get(id) ?? null, first)));
}

/** The same within a transaction that has read the first. */
export async function allWithin(first: OrderDocument, transaction: Transaction): Promise<readonly OrderDocument[]> {
  const all = [first];
  for (const id of idsOf(first).slice(1)) all.push(present(await orders.get(id, transaction), first));
  return all;
}
