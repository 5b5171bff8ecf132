import type { OrderDocument, VoucherDocument } from '../../cloudfunctions/_store/documents';
import { all, type Books } from './books';

/** Where vouchers and the orders that they are of disagree; nothing at any time. */
export function voucherFaults(world: Books): string[] {
  const orders = new Map(all<OrderDocument>(world, 'orders').map((order) => [order._id, order]));
  return all<VoucherDocument>(world, 'vouchers').flatMap(({ _id, orderId, skuId, state, dueAtMs, redeemedPieces }) => {
    const order = orders.get(orderId)!;
    const line = order.lines.find((one) => one.skuId === skuId)!;
    const sent = order.parcels?.[0]?.lines.find((one) => one.skuId === skuId)?.quantity ?? 0;
    const left = line.quantity - (line.backPieces ?? 0) - sent;
    return [
      // Of a stay that is over those who never came have had their rooms, and redeemed nothing.
      ...(sent === redeemedPieces || (line.stay && state === 'redeemed' && sent > redeemedPieces)
        ? []
        : [`${_id} redeemed ${redeemedPieces}, its order ${sent}`]),
      ...(left < 0 ? [`${_id} has ${left} left`] : []),
      ...((state === 'issued') === left > 0 ? [] : [`${_id} is ${state} with ${left} left`]),
      ...((dueAtMs === null) === (state !== 'issued') ? [] : [`${_id} is due`]),
    ];
  });
}
