import type { OrderPage } from '@shared/contract';
import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { Row } from '../../../components/Row';
import { Tap } from '../../../components/Tap';
import { deliveryWords, ORDER_STATES } from '../../../copy/terms';
import { go } from '../../../state/routes';

/** The parcels of an order, each with its number; all of them lead to where they are. */
export function Parcels({ order }: { order: OrderPage }) {
  if (order.parcels.length === 0) return null;
  const pieces = (lines: OrderPage['parcels'][number]['lines']) =>
    lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <View className="card card-tight">
      {order.parcels.map((parcel, at) => (
        <Row
          key={parcel.no}
          isFirst={at === 0}
          lead={<Icon name="truck" size={22} />}
          title={deliveryWords(parcel)}
          sub={`${order.parcels.length > 1 ? `包裹 ${parcel.no} · ` : ''}${pieces(parcel.lines)} 件`}
          label={`看物流，${deliveryWords(parcel)}`}
          onTap={() => go.logistics(order.orderId)}
        />
      ))}
    </View>
  );
}

/** The other orders of the same payment. */
export function Siblings({ order }: { order: OrderPage }) {
  if (order.siblings.length === 0) return null;
  return (
    <View className="card card-tight">
      {order.siblings.map((one, at) => (
        <Row
          key={one.orderId}
          isFirst={at === 0}
          title={`一起付款的订单 · ${one.shopName}`}
          sub={one.orderNo}
          value={ORDER_STATES[one.state].words}
          label={`看一起付款的订单，${one.shopName}`}
          onTap={() => go.order(one.orderId)}
        />
      ))}
    </View>
  );
}

/** Where an order goes to, what its buyer wrote, and its number. */
export function Where({ order }: { order: OrderPage }) {
  return (
    <View className="card">
      {order.address ? (
        <LedgerRow label="收货">
          <View className="wrap">
            {order.address.name} {showPhone(order.address.phone)}
          </View>
          <View className="muted wrap">
            {order.address.region} {order.address.detail}
          </View>
        </LedgerRow>
      ) : null}
      {order.note ? (
        <LedgerRow label="留言">
          <View className="wrap">{order.note}</View>
        </LedgerRow>
      ) : null}
      <LedgerRow label="订单号">
        <Tap
          className="order-no"
          label={`复制订单号 ${order.orderNo}`}
          onTap={() => void Taro.setClipboardData({ data: order.orderNo })}
        >
          <View className="mono wrap">{order.orderNo}</View>
          <Icon name="copy" size={16} />
        </Tap>
      </LedgerRow>
    </View>
  );
}
