import type { OrderPage } from '@shared/contract';
import { showMoment } from '@shared/format';
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
import { call, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { toldOf, useToldPayments } from '../../../state/toldPayments';

/** The word of the platform is awaited, not believed: the order is asked until it is no longer unpaid. */
const ASK_MS = 1_500;
/** A notice that is late is not waited for: the cashier is asked. */
const ASK_CASHIER_MS = 4_000;

/** Has the shop ask the cashier again and again while a payment that this device was told of is not booked. */
function useConfirming(orderId: string, isConfirming: boolean): void {
  useEffect(() => {
    if (!isConfirming) return undefined;
    // Not answered, it is asked again: the page shows what the order says.
    const ask = () => void call('shop.confirmPayment', { orderId }).catch(() => undefined);
    const timer = setInterval(ask, ASK_CASHIER_MS);
    return () => clearInterval(timer);
  }, [orderId, isConfirming]);
}

/** What became of a payment, as the order says. */
export default function ResultScreen() {
  const orderId = decodeURIComponent(useRouter().params.id ?? '');
  const [isAsking, setAsking] = useState(true);
  const order = useRead('shop.viewOrder', { orderId }, { everyMs: isAsking ? ASK_MS : false });
  const isOpen = order.value === undefined || order.value.state === 'awaitingPayment';
  useEffect(() => setAsking(isOpen), [isOpen]);
  const pay = usePay(() => order.again());
  const told = useToldPayments((all) => all.told);
  const heard = order.value ? toldOf(told, order.value) : null;
  useConfirming(orderId, heard === 'confirming');
  const me = useRead('account.me', {});
  return (
    <Screen
      title="付款结果"
      isDemo={me.value?.isDemo}
      foot={
        order.value ? (
          <Ways
            order={order.value}
            mayPay={order.value.may.pay && heard !== 'confirming'}
            isBusy={pay.isBusy}
            onPay={() => void pay.pay(orderId)}
          />
        ) : null
      }
      over={
        order.value ? <PaySheet pay={pay} cashFen={order.value.payment.cashFen} payee={order.value.shopName} /> : null
      }
    >
      <Shown of={order} fault="结果没取到，不要重复付款" skeleton={<CardSkeleton height={220} />}>
        {(value) => (
          <>
            <Outcome order={value} heard={heard} />
            {pay.fault ? <Note tone="bad">{refusalWords(pay.fault)}</Note> : null}
          </>
        )}
      </Shown>
    </Screen>
  );
}

type Heard = ReturnType<typeof toldOf>;

/** What the page says first, and then. */
function outcomeOf(order: OrderPage, heard: Heard) {
  switch (order.state) {
    case 'awaitingPayment':
      if (heard === 'confirming')
        return {
          icon: 'clock',
          ink: 'muted',
          title: '正在确认付款',
          words: '微信说付了，店里在等它的通知。不用再付。',
        } as const;
      return { icon: 'clock', ink: 'warn-ink', title: '还没有付', words: unpaidWords(order, heard) } as const;
    case 'closed':
      return {
        icon: 'warn',
        ink: 'warn-ink',
        title: '订单已取消',
        words: '没有扣款。用到的积分和库存已退回。',
      } as const;
    case 'refunding':
      return { icon: 'warn', ink: 'warn-ink', title: '退款中', words: '钱按原路退回，到账要看银行。' } as const;
    case 'refunded':
      return { icon: 'warn', ink: 'warn-ink', title: '已退款', words: '钱已按原路退回。' } as const;
    default:
      return { icon: 'shield', ink: 'good-ink', title: '已付款', words: '店家会尽快发货。' } as const;
  }
}

function unpaidWords({ payBeforeMs }: OrderPage, heard: Heard): string {
  const until = payBeforeMs === null ? '' : `订单留到 ${showMoment(payBeforeMs)}，可再付一次。`;
  return heard === 'unheard'
    ? `还没有收到付款的通知。钱如果已扣，收到后会记到这张订单，订单取消了就退回。${until}同一张订单不会扣两次。`
    : `付款没有完成，没有扣款。${until}`;
}

function Outcome({ order, heard }: { order: OrderPage; heard: Heard }) {
  const { icon, ink, title, words } = outcomeOf(order, heard);
  const isPaid = icon === 'shield';
  const { cashFen, spendableCents, stableCents } = order.payment;
  return (
    <>
      <View className="card state">
        <View className={`mb4 ${ink}`}>
          <Icon name={icon} size={36} />
        </View>
        <View className="title bold">{title}</View>
        <View className="small muted" {...{ role: 'status' }}>
          {words}
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
      {isPaid && order.counted.length > 0 ? (
        <Note>积分要等签收、退货期满、订单结算后才有。在那之前都可以退。</Note>
      ) : null}
    </>
  );
}

interface WaysProps {
  readonly order: OrderPage;
  readonly mayPay: boolean;
  readonly isBusy: boolean;
  readonly onPay: () => void;
}

function Ways({ order, mayPay, isBusy, onPay }: WaysProps) {
  return (
    <View className="bar btns">
      <Button kind="plain" onTap={() => go.orderInstead(order.orderId)}>
        看订单
      </Button>
      {mayPay ? (
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
