import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { ownOrderJoin } from '../_orders/own';
import { parcelsOf } from '../_orders/parcels';
import { cardOf } from '../_orders/shown';
import { tracesOf } from '../_orders/traces/kept';
import type { OrderDocument } from '../_store/documents';
import { readSettings } from '../_store/settings';

const orderJoins = (orderId: string) => [ownOrderJoin(orderId)] as const;

/** What a line of a parcel shows of the goods. */
function contentOf({ lines }: OrderDocument, skuId: string) {
  const line = lines.find((one) => one.skuId === skuId);
  return {
    title: line?.title ?? '',
    label: line?.label ?? '',
    picture: line?.picture ?? '',
    ground: line?.ground ?? 1,
  };
}

/** Where the parcels of an own order are. What carriers tell is shown, and changes nothing of the order. */
export const viewParcels = joining<'shop.viewParcels', ReturnType<typeof orderJoins>>(
  ({ orderId }) => orderJoins(orderId),
  async (_input, { member, nowMs }, [order]) => {
    if (!order) return refuse('order/unknown');
    const parcels = parcelsOf(order);
    const [traces, { extendReceiptDays }] = await Promise.all([tracesOf(order, parcels, nowMs), readSettings()]);
    const { may, toSendPieces, receivesAtMs } = cardOf(order, member.accepted, nowMs);
    return done({
      orderId: order._id,
      state: order.state,
      shopName: order.shopName,
      nowMs,
      address: order.address && {
        name: order.address.name,
        region: order.address.region,
        detail: order.address.detail,
      },
      toSendPieces,
      receivesAtMs,
      settleAfterDays: order.settleAfterDays,
      extendDays: extendReceiptDays,
      may: { confirm: may.confirm, extend: may.extend, refund: may.refund },
      parcels: parcels.map((parcel) => ({
        ...parcel,
        lines: parcel.lines.map((line) => ({ ...line, ...contentOf(order, line.skuId) })),
        trace: traces.get(parcel.no) ?? null,
      })),
    });
  },
);
