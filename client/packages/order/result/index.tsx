import type { OrderPage } from '@shared/contract';
import { showTime } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { PaySheet } from '../../../features/pay/PaySheet';
import { usePay } from '../../../features/pay/usePay';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';

/** The word of the platform is awaited, not believed: the order is asked until it is no longer unpaid. */
const ASK_MS = 1_500;

/** What became of a payment, as the order says. */
export default function ResultScreen() {
  const orderId = decodeURIComponent(useRouter().params.id ?? '');
  const [isAsking, setAsking] = useState(true);
  const order = useRead('shop.viewOrder', { orderId }, { everyMs: isAsking ? ASK_MS : false });
  const isOpen = order.value === undefined || order.value.state === 'awaitingPayment';
  useEffect(() => setAsking(isOpen), [isOpen]);
  const pay = usePay(() => order.again());
  const me = useRead('account.me', {});
  return (
    <Screen
      title="付款结果"
      isDemo={me.value?.isDemo}
      foot={order.value ? <Ways order={order.value} isBusy={pay.isBusy} onPay={() => void pay.pay(orderId)} /> : null}
      over={
        order.value ? <PaySheet pay={pay} cashFen={order.value.payment.cashFen} payee={order.value.shopName} /> : null
      }
    >
      <Shown of={order} fault="结果没取到，不要重复付款" skeleton={<CardSkeleton height={220} />}>
        {(value) => (
          <>
            <Outcome order={value} />
            {pay.fault ? <Note tone="bad">{refusalWords(pay.fault)}</Note> : null}
          </>
        )}
      </Shown>
    </Screen>
  );
}

function Outcome({ order }: { order: OrderPage }) {
  const isWaiting = order.state === 'awaitingPayment';
  const isClosed = order.state === 'closed' || order.state === 'refunded' || order.state === 'refunding';
  const { cashFen, spendableCents, stableCents } = order.payment;
  return (
    <>
      <View className="card state">
        <View className={`mb4 ${isWaiting || isClosed ? 'warn-ink' : 'good-ink'}`}>
          <Icon name={isWaiting ? 'clock' : isClosed ? 'warn' : 'shield'} size={36} />
        </View>
        <View className="title bold">{isWaiting ? '还没有付' : isClosed ? '订单已取消' : '已付款'}</View>
        <View className="small muted" {...{ role: 'status' }}>
          {isWaiting ? waitingWords(order) : isClosed ? '没有扣款，或钱已按原路退回。' : '店家会尽快发货。'}
        </View>
      </View>
      <View className="card">
        <LedgerRow label="微信支付">
          <Amount units={cashFen} asset="cash" />
        </LedgerRow>
        {spendableCents > 0 ? (
          <LedgerRow label="可用积分">
            <Amount units={spendableCents} asset="spendable" />
          </LedgerRow>
        ) : null}
        {stableCents > 0 ? (
          <LedgerRow label="恒定积分">
            <Amount units={stableCents} asset="stable" />
          </LedgerRow>
        ) : null}
        <LedgerRow label="订单号">
          <View className="mono wrap">{order.orderNo}</View>
        </LedgerRow>
      </View>
      {isWaiting || isClosed || order.counted.length === 0 ? null : (
        <Note>积分要等签收、退货期满、订单结算后才有。在那之前都可以退。</Note>
      )}
    </>
  );
}

function waitingWords({ payBeforeMs }: OrderPage): string {
  const until = payBeforeMs === null ? '' : `订单留到 ${showTime(payBeforeMs)}，可再付一次。`;
  return `付款没有完成，没有扣款。${until}`;
}

function Ways({ order, isBusy, onPay }: { order: OrderPage; isBusy: boolean; onPay: () => void }) {
  return (
    <View className="bar btns">
      <Button kind="plain" onTap={() => go.orderInstead(order.orderId)}>
        看订单
      </Button>
      {order.may.pay ? (
        <Button isOff={isBusy} onTap={onPay}>
          再付一次
        </Button>
      ) : (
        <Button kind="line" onTap={go.home}>
          继续逛
        </Button>
      )}
    </View>
  );
}
