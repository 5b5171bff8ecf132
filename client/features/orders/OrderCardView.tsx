import type { OrderCard } from '@shared/contract';
import { showAmount, showMoment, showPlain } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { Button } from '../../components/Button';
import { Picture } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { COUNTED_WORDS, ORDER_STATES, stateWords } from '../../copy/terms';
import { go } from '../../state/routes';
import { toldOf, useToldPayments } from '../../state/toldPayments';
import type { OrderActs } from './orderActs';

/** The state of an order, by its word; the colour only repeats it. */
function StateTag({ order }: { order: OrderCard }) {
  const { tone } = ORDER_STATES[order.state];
  return <Text className={`tag ${tone === 'plain' ? '' : `tag-${tone}`}`}>{stateWords(order)}</Text>;
}

interface OrderCardViewProps {
  readonly order: OrderCard;
  readonly acts: OrderActs;
  readonly isBusy: boolean;
  readonly onPay: (orderId: string) => void;
}

/** An order in the list: its upper part opens it, its keys do what its state allows. */
export function OrderCardView({ order, acts, isBusy, onPay }: OrderCardViewProps) {
  const { first } = order;
  const told = useToldPayments((all) => all.told);
  const isConfirming = toldOf(told, order) === 'confirming';
  const title = order.lineCount > 1 ? `${first.title} 等 ${order.lineCount} 种` : first.title;
  const counted = order.counted.map((one) => COUNTED_WORDS[one.plan]);
  return (
    <View className="card">
      <Tap role="link" label={`${title}，${stateWords(order)}`} onTap={() => go.order(order.orderId)}>
        <View className="head order-head">
          <View className="small muted">{showMoment(order.placedAtMs)}</View>
          <View className="tags">
            {order.isRefundPending ? <Text className="tag tag-warn">售后中</Text> : null}
            {order.back && isGoingOn(order) ? <Text className="tag">退了 {order.back.pieces} 件</Text> : null}
            <StateTag order={order} />
          </View>
        </View>
        <View className="flex top gap12">
          <Picture picture={first.picture} ground={first.ground} size={72} />
          <View className="grow">
            <View className="goods-name">{title}</View>
            <View className="cap muted">{[`共 ${order.pieces} 件`, order.shopName, ...counted].join(' · ')}</View>
          </View>
          <View className="still end">
            <Amount units={order.payment.goodsFen} asset="cash" />
          </View>
        </View>
        <Hint order={order} isConfirming={isConfirming} />
      </Tap>
      <View className="flex between gap8 mt12 wraps">
        <View className="small muted">{footWords(order)}</View>
        <Acts order={order} acts={acts} isBusy={isBusy} isConfirming={isConfirming} onPay={onPay} />
      </View>
    </View>
  );
}

/** What its buyer should know of it now. */
function Hint({ order, isConfirming }: { order: OrderCard; isConfirming: boolean }) {
  if (isConfirming) return <View className="small muted mt8">正在确认付款，不用再付。</View>;
  if (order.state === 'awaitingPayment' && order.payBeforeMs !== null)
    return <View className="small warn-ink mt8">请在 {showMoment(order.payBeforeMs)} 前付款，过时自动取消。</View>;
  if (order.state === 'paid' && order.parcelCount > 0)
    return (
      <View className="small muted mt8">
        已发 {order.parcelCount} 个包裹，还有 {order.toSendPieces} 件没发。
      </View>
    );
  return null;
}

interface ActsProps extends OrderCardViewProps {
  readonly isConfirming: boolean;
}

function Acts({ order, acts, isBusy, isConfirming, onPay }: ActsProps) {
  const { orderId, may, state } = order;
  const mayPay = may.pay && !isConfirming;
  const isEnded = may.hide || state === 'received';
  return (
    <View className="flex gap8 order-acts">
      {may.hide ? (
        <Button kind="plain" size="small" isOff={isBusy} onTap={() => void acts.hide(orderId)}>
          删除
        </Button>
      ) : null}
      {may.cancel && !isConfirming ? (
        <Button kind="plain" size="small" isOff={isBusy} onTap={() => void acts.cancel(order)}>
          取消
        </Button>
      ) : null}
      {mayPay ? (
        <Button kind="line" size="small" isOff={isBusy} onTap={() => onPay(orderId)}>
          付款
        </Button>
      ) : null}
      {may.remind ? (
        <Button kind="plain" size="small" isOff={isBusy} onTap={() => acts.remind(orderId)}>
          提醒发货
        </Button>
      ) : null}
      {order.parcelCount > 0 && (state === 'paid' || state === 'shipped') ? (
        <Button kind="plain" size="small" onTap={() => go.logistics(orderId)}>
          看物流
        </Button>
      ) : null}
      {may.confirm ? (
        <Button kind="line" size="small" isOff={isBusy} onTap={() => void acts.confirm(orderId)}>
          确认收货
        </Button>
      ) : null}
      {isEnded ? (
        <Button kind="plain" size="small" isOff={isBusy} onTap={() => acts.again(orderId)}>
          再买
        </Button>
      ) : null}
      {mayPay || may.remind || may.confirm ? null : (
        <Button kind="plain" size="small" onTap={() => go.order(orderId)}>
          看明细
        </Button>
      )}
    </View>
  );
}

/** One that has not ended by giving everything back. */
const isGoingOn = ({ state }: OrderCard): boolean => state !== 'refunding' && state !== 'refunded';

/** What matters now about an order, in one line. */
function footWords(order: OrderCard): string {
  const { payment } = order;
  if (order.state === 'awaitingPayment') {
    const { purchase } = order;
    const due = showAmount(purchase?.totalFen ?? payment.cashFen, 'cash');
    return purchase ? `${purchase.orderIds.length} 笔一起付，应付 ${due}` : `应付 ${due}`;
  }
  if (order.state === 'received' && order.settlesAtMs !== null)
    return `${showMoment(order.settlesAtMs)} 退货期满后结算`;
  if (order.state === 'settled' && order.grantedReleaseCents > 0) {
    return `送 ${showPlain(order.grantedReleaseCents, 'remaining')} 待释放`;
  }
  const points = payment.spendableCents > 0 ? ` + 可用积分 ${showPlain(payment.spendableCents, 'spendable')}` : '';
  const stable = payment.stableCents > 0 ? ` + 恒定积分 ${showPlain(payment.stableCents, 'stable')}` : '';
  const balance = payment.balanceFen > 0 ? ` + 余额 ${showPlain(payment.balanceFen, 'cash')}` : '';
  // Nobody paid for one that was cancelled.
  if (order.state === 'closed') return '';
  return `实付 ${showAmount(payment.cashFen, 'cash')}${balance}${points}${stable}`;
}
