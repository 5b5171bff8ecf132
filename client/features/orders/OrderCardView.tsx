import type { OrderCard } from '@shared/contract';
import { showAmount, showMoment, showPlain } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { Button } from '../../components/Button';
import { Picture } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { COUNTED_WORDS, ORDER_STATES } from '../../copy/terms';
import { go } from '../../state/routes';
import { toldOf, useToldPayments } from '../../state/toldPayments';
import type { OrderActs } from './orderActs';

/** The state of an order, by its word; the colour only repeats it. */
function StateTag({ state }: { state: OrderCard['state'] }) {
  const { words, tone } = ORDER_STATES[state];
  return <Text className={`tag ${tone === 'plain' ? '' : `tag-${tone}`}`}>{words}</Text>;
}

interface OrderCardViewProps {
  readonly order: OrderCard;
  readonly acts: OrderActs;
  readonly isBusy: boolean;
  readonly onPay: (orderId: string) => void;
}

/** An order in the list. The whole card opens it; its buttons do what its state allows. */
export function OrderCardView({ order, acts, isBusy, onPay }: OrderCardViewProps) {
  const { first, may } = order;
  const told = useToldPayments((all) => all.told);
  const isConfirming = toldOf(told, order) === 'confirming';
  const title = order.lineCount > 1 ? `${first.title} 等 ${order.pieces} 件` : first.title;
  const counted = order.counted.map((one) => COUNTED_WORDS[one.plan]);
  return (
    <Tap
      className="card"
      role="link"
      label={`${title}，${ORDER_STATES[order.state].words}`}
      onTap={() => go.order(order.orderId)}
    >
      <View className="head order-head">
        <View className="small muted">{showMoment(order.placedAtMs)}</View>
        <View className="tags">
          {order.isRefundPending ? <Text className="tag tag-warn">退款审核中</Text> : null}
          {order.back && isGoingOn(order) ? <Text className="tag">退了 {order.back.pieces} 件</Text> : null}
          <StateTag state={order.state} />
        </View>
      </View>
      <View className="flex top gap12">
        <Picture picture={first.picture} ground={first.ground} size={72} />
        <View className="grow">
          <View className="goods-name">{title}</View>
          <View className="cap muted">{[order.shopName, ...counted].join(' · ')}</View>
        </View>
        <View className="still end">
          <Amount units={order.payment.goodsFen} asset="cash" />
        </View>
      </View>
      {isConfirming ? <View className="small muted mt8">正在确认付款，不用再付。</View> : null}
      {!isConfirming && order.state === 'awaitingPayment' && order.payBeforeMs !== null ? (
        <View className="small warn-ink mt8">请在 {showMoment(order.payBeforeMs)} 前付款，过时自动取消。</View>
      ) : null}
      <View className="flex between gap8 mt12 wraps">
        <View className="small muted">{footWords(order)}</View>
        <View className="flex gap8 order-acts">
          {may.cancel && !isConfirming ? (
            <Button kind="plain" size="small" isOff={isBusy} onTap={() => void acts.cancel(order.orderId)}>
              取消
            </Button>
          ) : null}
          {may.pay && !isConfirming ? (
            <Button kind="line" size="small" isOff={isBusy} onTap={() => onPay(order.orderId)}>
              付款
            </Button>
          ) : null}
          {may.confirm ? (
            <Button kind="line" size="small" isOff={isBusy} onTap={() => void acts.confirm(order.orderId)}>
              确认收货
            </Button>
          ) : null}
          {may.pay && !isConfirming ? null : (
            <Button kind="plain" size="small" onTap={() => go.order(order.orderId)}>
              看明细
            </Button>
          )}
        </View>
      </View>
    </Tap>
  );
}

/** One that has not ended by giving everything back. */
const isGoingOn = ({ state }: OrderCard): boolean => state !== 'refunding' && state !== 'refunded';

/** What matters now about an order, in one line. */
function footWords(order: OrderCard): string {
  const { payment } = order;
  if (order.state === 'awaitingPayment') return `应付 ${showAmount(payment.cashFen, 'cash')}`;
  if (order.state === 'received' && order.settlesAtMs !== null)
    return `${showMoment(order.settlesAtMs)} 退货期满后结算`;
  if (order.state === 'settled' && order.grantedReleaseCents > 0) {
    return `送 ${showPlain(order.grantedReleaseCents, 'remaining')} 待释放`;
  }
  const points = payment.spendableCents > 0 ? ` + 可用积分 ${showPlain(payment.spendableCents, 'spendable')}` : '';
  return `${showAmount(payment.cashFen, 'cash')}${points}`;
}
