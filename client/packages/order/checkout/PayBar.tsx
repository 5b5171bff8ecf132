import type { Preview } from '@shared/contract';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { useStopped } from '../../../components/StopNote';
import type { Answers } from '../../../features/asks/useAnswers';
import { useNetwork } from '../../../gateway';
import type { Placing } from './usePlaceOrder';

/** The first thing that keeps the orders from being placed, as the button names it; null when nothing does. */
function missingOf({ needsAddress, address, orders }: Preview): string | null {
  if (needsAddress && !address) return '先填收货地址';
  return orders.some(({ sending }) => sending !== 'possible') ? '先换地址' : null;
}

interface PayBarProps {
  readonly preview: Preview;
  /** The sums shown are those of now. */
  readonly isFresh: boolean;
  readonly place: Placing;
  readonly answers: Answers;
}

/** What is paid, and the one button, which names what is missing. A tap tells every field that asks for something. */
export function PayBar({ preview, isFresh, place, answers }: PayBarProps) {
  const isOnline = useNetwork((all) => all.isOnline);
  const { payment, orders } = preview;
  const stopped = useStopped('orders', ...(payment.cashFen > 0 ? (['payments'] as const) : []));
  const missing = isOnline ? (stopped ?? missingOf(preview)) : '联网后付款';
  const fault = answers.faultIn(orders.flatMap(({ lines }) => lines));
  const due = payment.balanceFen > 0 ? '微信再付' : '实付';
  const way = payment.cashFen > 0 ? '微信支付' : payment.balanceFen > 0 ? '用余额付清' : '用积分付清';
  return (
    <View className="bar">
      <View className="grow settle-sum">
        <View className="cap muted">{orders.length > 1 ? `${due}，${orders.length} 笔订单` : due}</View>
        <Amount units={payment.cashFen} asset="cash" size="figure" />
      </View>
      <Button
        size="tall"
        className="btn-wide"
        isOff={missing !== null || place.isBusy || !isFresh}
        onTap={() => (fault ? answers.tryAll() : place.submit(preview))}
      >
        {missing ?? (answers.isTried && fault ? fault : place.isBusy ? '正在下单' : way)}
      </Button>
    </View>
  );
}
