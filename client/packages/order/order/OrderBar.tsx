import type { OrderPage } from '@shared/contract';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import type { OrderActs } from '../../../features/orders/orderActs';
import { go } from '../../../state/routes';

interface OrderBarProps {
  readonly order: OrderPage;
  readonly acts: OrderActs;
  readonly isConfirming: boolean;
  readonly isBusy: boolean;
  readonly onPay: () => void;
}

/** What can be done with an order now. */
export function OrderBar({ order, acts, isConfirming, isBusy, onPay }: OrderBarProps) {
  const { may, orderId } = order;
  const mayPay = may.pay && !isConfirming;
  return (
    <View className="bar btns">
      {may.cancel && !isConfirming ? (
        <Button kind="plain" isOff={isBusy} onTap={() => void acts.cancel(order)}>
          取消订单
        </Button>
      ) : null}
      {may.refund ? (
        <Button kind="plain" isOff={isBusy} onTap={() => go.apply(orderId)}>
          {order.state === 'paid' ? '申请退款' : '申请售后'}
        </Button>
      ) : null}
      {may.remind ? (
        <Button kind="line" isOff={isBusy} onTap={() => acts.remind(orderId)}>
          提醒发货
        </Button>
      ) : null}
      {may.confirm ? (
        <Button isOff={isBusy} onTap={() => void acts.confirm(orderId)}>
          确认收货
        </Button>
      ) : null}
      {mayPay ? (
        <Button isOff={isBusy} onTap={onPay}>
          付款
        </Button>
      ) : null}
      {may.pay || may.confirm || may.remind ? null : (
        <Button kind="line" isOff={isBusy} onTap={() => acts.again(orderId)}>
          再买一次
        </Button>
      )}
    </View>
  );
}
