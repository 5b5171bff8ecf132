import type { InboxDocument, OrderDocument } from '../_store/documents';
import type { Accrual } from './accrue';

/** What the pages hold of an order's grants waits for the close: quota, weight, release points, volume. */
export function waiting(
  { ofBuyer, ofReferrer }: Accrual,
  order: OrderDocument,
  referrerId: string | null,
  when: Pick<InboxDocument, 'day' | 'sequence' | 'atMs'>,
): InboxDocument[] {
  const common = { ...when, referrerId: null, depth: 0, mergeDay: null, pageId: null } as const;
  const nothing = { volumeFen: 0, pointsVolumeCents: 0, grantedReleaseCents: 0, dailyReleaseCents: 0 };
  const isAny = (grants: object) => Object.values(grants).some((amount) => amount > 0);
  const items: InboxDocument[] = [];
  if (isAny(ofBuyer))
    items.push({
      _id: `settle:${order._id}`,
      kind: 'order',
      memberId: order.memberId,
      orderId: order._id,
      ...common,
      ...ofBuyer,
    });
  if (referrerId && isAny(ofReferrer))
    items.push({
      _id: `settle:${order._id}:sponsor`,
      kind: 'referral',
      memberId: referrerId,
      orderId: null,
      ...common,
      ...nothing,
      ...ofReferrer,
    });
  return items;
}
