import { waitingGrant } from '../_books/pages/change';
import type { GrantDocument, OrderDocument } from '../_store/documents';
import type { Accrual } from './accrue';

/** What the pages hold of an order's grants waits for the close: quota, weight, release points, volume. */
export function waiting(
  { ofBuyer, ofReferrer }: Accrual,
  { _id: orderId, memberId }: OrderDocument,
  referrerId: string | null,
  when: Pick<GrantDocument, 'day' | 'sequence' | 'atMs'>,
): GrantDocument[] {
  const isAny = (grants: object) => Object.values(grants).some((amount) => amount > 0);
  const items: GrantDocument[] = [];
  if (isAny(ofBuyer))
    items.push(waitingGrant({ _id: `settle:${orderId}`, kind: 'order', memberId, orderId, ...when, ...ofBuyer }));
  if (referrerId && isAny(ofReferrer))
    items.push(
      // The end of the id is older than the word for who refers; stored ids stay.
      waitingGrant({
        _id: `settle:${orderId}:sponsor`,
        kind: 'referral',
        memberId: referrerId,
        ...when,
        ...ofReferrer,
      }),
    );
  return items;
}
