import type { OrderDocument } from '../../cloudfunctions/_store/documents';
import type { CouponDocument, HeldCouponDocument } from '../../cloudfunctions/_store/documents/coupons';
import { all, type Books } from './books';

/** Where coupons, the pieces that were taken and the orders that use them disagree; none at any time. */
export function couponFaults(world: Books): string[] {
  const held = all<HeldCouponDocument>(world, 'heldCoupons');
  const orders = new Map(all<OrderDocument>(world, 'orders').map((order) => [order._id, order]));
  const faults = all<CouponDocument>(world, 'coupons').flatMap(({ _id, taken, most, perMember }) => {
    const pieces = held.filter(({ couponId }) => couponId === _id);
    const byMember = new Map<string, number>();
    for (const { memberId } of pieces) byMember.set(memberId, (byMember.get(memberId) ?? 0) + 1);
    return [
      ...(taken > most || pieces.length > taken ? [`${_id}: ${pieces.length} of ${taken} of ${most}`] : []),
      ...[...byMember].filter(([, count]) => count > perMember).map(([memberId]) => `${_id}: ${memberId} has too many`),
    ];
  });
  const using = [...orders.values()].filter(
    ({ coupon, isPlaced, state, shippedAtMs }) =>
      coupon && isPlaced && state !== 'closed' && !(/^refund/.test(state) && shippedAtMs === null),
  );
  const used = held.filter(({ state }) => state === 'used').map(({ _id, orderId }) => `${_id} ${orderId}`);
  const expected = using.map(({ _id, coupon }) => `${coupon!.heldId} ${_id}`);
  if (JSON.stringify(used.toSorted()) !== JSON.stringify(expected.toSorted())) faults.push(`${used} for ${expected}`);
  return faults;
}
