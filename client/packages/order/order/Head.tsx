import type { OrderPage } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { Icon } from '../../../components/Icon';
import { Picture } from '../../../components/Picture';
import { Tap } from '../../../components/Tap';
import { stateWords } from '../../../copy/terms';
import { stayWords } from '../../../features/stays/stayWords';
import { go } from '../../../state/routes';

/** What an order is now, and what is in it. */
export function Head({ order }: { order: OrderPage }) {
  const isSettled = order.state === 'settled';
  return (
    <View className="card card-low">
      <View className="flex between top">
        <View className="grow">
          <View className="title bold">{stateWords(order)}</View>
          <View className="small muted">{stateNote(order)}</View>
        </View>
        <View className={isSettled ? 'good-ink' : 'muted'}>
          <Icon
            name={
              isSettled
                ? 'shield'
                : order.state === 'shipped'
                  ? 'truck'
                  : order.state === 'awaitingPayment'
                    ? 'clock'
                    : 'box'
            }
            size={32}
          />
        </View>
      </View>
      <View className="mt12">
        {order.lines.map((line) => (
          <Tap key={line.skuId} className="item" role="link" label={line.title} onTap={() => go.goods(line.goodsId)}>
            <Picture picture={line.picture} ground={line.ground} size={72} />
            <View className="item-main">
              <View className="goods-name">{line.title}</View>
              <View className="cap muted">
                {line.label} · {order.shopName}
              </View>
              {line.stay ? <View className="cap muted">{stayWords(line.stay)}</View> : null}
              <View className="item-end">
                <Amount units={line.priceFen} asset="cash" />
                <View className="small muted">
                  × {line.quantity}
                  {line.backPieces > 0 ? `，退了 ${line.backPieces}` : ''}
                </View>
              </View>
            </View>
          </Tap>
        ))}
      </View>
    </View>
  );
}

function stateNote(order: OrderPage): string {
  if (order.isRefundPending) return '售后在处理，办完之前不会结算';
  switch (order.state) {
    case 'awaitingPayment':
      return order.payBeforeMs === null ? '' : `请在 ${showMoment(order.payBeforeMs)} 前付款，过时自动取消`;
    case 'paid':
      return paidNote(order);
    case 'shipped':
      return order.receivesAtMs === null ? '' : `${showMoment(order.receivesAtMs)} 还没确认就自动收货`;
    case 'received':
      return order.settlesAtMs === null ? '退货期内' : `${showMoment(order.settlesAtMs)} 退货期满后结算`;
    case 'settled':
      return `${showMoment(order.changedAtMs)}，退货期满`;
    default:
      return showMoment(order.changedAtMs);
  }
}

/** Of a paid order: how much of it is sent, or whether the shop has seen that its buyer waits. */
function paidNote({ kind, parcelCount, toSendPieces, reminder, changedAtMs, payment }: OrderPage): string {
  if (kind !== 'delivered') return `${showMoment(changedAtMs)} 付款`;
  if (parcelCount > 0) return `已发 ${parcelCount} 个包裹，还有 ${toSendPieces} 件没发`;
  if (!reminder) return `${showMoment(changedAtMs)} ${payment.goodsFen > 0 ? '付款' : '提货'}，等店家发货`;
  return reminder.seenAtMs === null
    ? `${showMoment(reminder.atMs)} 提醒过店家`
    : `${showMoment(reminder.atMs)} 提醒过，店家 ${showMoment(reminder.seenAtMs)} 看到了`;
}
