import type { OrderPage } from '@shared/contract';
import { showMoment, showPhone, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { BY_WORDS, deliveryWords, NOT_COUNTED_WORDS, ORDER_STATES, PLAN_WORDS } from '../../../copy/terms';
import { ExplainSheet } from '../../../features/explain/ExplainSheet';
import { BackRows } from '../../../features/orders/BackRows';
import { GrantCard } from '../../../features/orders/GrantCard';
import { OrderLog } from '../../../features/orders/OrderLog';
import { useOrderActs } from '../../../features/orders/orderActs';
import { PaySheet } from '../../../features/pay/PaySheet';
import { usePay } from '../../../features/pay/usePay';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { toldOf, useToldPayments } from '../../../state/toldPayments';

/** One order: what it is, what was paid, what it brought, every step. */
export default function OrderScreen() {
  const orderId = decodeURIComponent(useRouter().params.id ?? '');
  const order = useRead('shop.viewOrder', { orderId });
  const me = useRead('account.me', {});
  const acts = useOrderActs();
  const pay = usePay((paid) => go.payResult(paid));
  const [entryId, setEntryId] = useState<string | null>(null);
  const fault = acts.fault ?? pay.fault;
  const told = useToldPayments((all) => all.told);
  const isConfirming = order.value !== undefined && toldOf(told, order.value) === 'confirming';
  return (
    <Screen
      title="订单明细"
      isDemo={me.value?.isDemo}
      foot={
        order.value ? (
          <OrderBar
            order={order.value}
            isConfirming={isConfirming}
            isBusy={acts.isBusy || pay.isBusy}
            onPay={() => void pay.pay(orderId)}
            onCancel={() => void acts.cancel(orderId)}
            onConfirm={() => void acts.confirm(orderId)}
            onRefund={() => void acts.refund(orderId)}
          />
        ) : null
      }
      over={
        <>
          {acts.sheet}
          <ExplainSheet entryId={entryId} isDemo={me.value?.isDemo} onClose={() => setEntryId(null)} />
          {order.value ? (
            <PaySheet pay={pay} cashFen={order.value.payment.cashFen} payee={order.value.shopName} />
          ) : null}
        </>
      }
    >
      <Shown of={order} fault="订单没取到" signIn="登录后才能看到自己的订单。" skeleton={<OrderSkeleton />}>
        {(value) => (
          <>
            {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
            {isConfirming ? (
              <Tap className="note" role="link" onTap={() => go.payResult(orderId)}>
                <Icon name="clock" size={18} />
                <View className="grow">正在确认付款，不用再付。</View>
                <Icon name="next" size={18} />
              </Tap>
            ) : null}
            <Head order={value} />
            <Paid order={value} />
            {value.grants.map((one) => (
              <GrantCard key={one.plan} grant={one} onExplain={setEntryId} />
            ))}
            {value.notCounted.length > 0 ? (
              <View className="card">
                <View className="head">
                  <View className="head-title">没有计入的方案</View>
                </View>
                {value.notCounted.map((one) => (
                  <LedgerRow key={one.plan} label={PLAN_WORDS[one.plan]}>
                    {NOT_COUNTED_WORDS[one.why]}
                  </LedgerRow>
                ))}
              </View>
            ) : null}
            <OrderLog log={value.log} by={BY_WORDS} tellsEntries />
            <Where order={value} />
          </>
        )}
      </Shown>
    </Screen>
  );
}

function Head({ order }: { order: OrderPage }) {
  const isSettled = order.state === 'settled';
  return (
    <View className="card card-low">
      <View className="flex between top">
        <View className="grow">
          <View className="title bold">{ORDER_STATES[order.state].words}</View>
          <View className="small muted">{stateWords(order)}</View>
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

function stateWords(order: OrderPage): string {
  if (order.isRefundPending) return '退款申请在审核，审完之前不会结算';
  switch (order.state) {
    case 'awaitingPayment':
      return order.payBeforeMs === null ? '' : `请在 ${showMoment(order.payBeforeMs)} 前付款，过时自动取消`;
    case 'received':
      return order.settlesAtMs === null ? '退货期内' : `${showMoment(order.settlesAtMs)} 退货期满后结算`;
    case 'settled':
      return `${showMoment(order.changedAtMs)}，退货期满`;
    default:
      return showMoment(order.changedAtMs);
  }
}

/** What the sums of an order are called where its money did not come, or went back. */
const PAID_HEADS: Partial<Record<OrderPage['state'], string>> = {
  awaitingPayment: '要付什么',
  closed: '没有付的',
  refunding: '付过，正在退回',
  refunded: '付过，已退回',
};

function Paid({ order }: { order: OrderPage }) {
  const { payment, counted } = order;
  return (
    <View className="card">
      <View className="head">
        <View className="head-title">{PAID_HEADS[order.state] ?? '付了什么'}</View>
      </View>
      <LedgerRow label="微信支付">
        <Amount units={payment.cashFen} asset="cash" />
      </LedgerRow>
      {payment.spendableCents > 0 ? (
        <LedgerRow label="可用积分">
          <Amount units={payment.spendableCents} asset="spendable" />
        </LedgerRow>
      ) : null}
      {payment.stableCents > 0 ? (
        <LedgerRow label="恒定积分">
          <Amount units={payment.stableCents} asset="stable" />
        </LedgerRow>
      ) : null}
      <View className="led-line" />
      <LedgerRow label="商品额">
        <Amount units={payment.goodsFen} asset="cash" />
      </LedgerRow>
      <LedgerRow label="运费">
        <Amount units={payment.freightFen} asset="cash" />
      </LedgerRow>
      <BackRows of={order} />
      {counted.map((one) => (
        <LedgerRow key={one.plan} label={`计入${PLAN_WORDS[one.plan]}的现金`}>
          {showPlain(one.countedFen, 'cash')}
        </LedgerRow>
      ))}
    </View>
  );
}

function Where({ order }: { order: OrderPage }) {
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
      {order.delivery ? (
        <LedgerRow label="物流">
          <View className="wrap">{deliveryWords(order.delivery)}</View>
        </LedgerRow>
      ) : null}
      <LedgerRow label="订单号">
        <View className="mono wrap">{order.orderNo}</View>
      </LedgerRow>
    </View>
  );
}

interface OrderBarProps {
  readonly order: OrderPage;
  readonly isConfirming: boolean;
  readonly isBusy: boolean;
  readonly onPay: () => void;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
  readonly onRefund: () => void;
}

function OrderBar({ order, isConfirming, isBusy, onPay, onCancel, onConfirm, onRefund }: OrderBarProps) {
  const { may } = order;
  const mayPay = may.pay && !isConfirming;
  return (
    <View className="bar btns">
      {may.cancel && !isConfirming ? (
        <Button kind="plain" isOff={isBusy} onTap={onCancel}>
          取消订单
        </Button>
      ) : null}
      {may.refund ? (
        <Button kind="plain" isOff={isBusy} onTap={onRefund}>
          申请退款
        </Button>
      ) : null}
      {may.confirm ? (
        <Button isOff={isBusy} onTap={onConfirm}>
          确认收货
        </Button>
      ) : null}
      {mayPay ? (
        <Button isOff={isBusy} onTap={onPay}>
          付款
        </Button>
      ) : null}
      {may.pay || may.confirm ? null : (
        <Button kind="line" onTap={() => go.goods(order.first.goodsId)}>
          再买一次
        </Button>
      )}
    </View>
  );
}

function OrderSkeleton() {
  return (
    <>
      <CardSkeleton />
      <CardSkeleton height={120} />
      <CardSkeleton height={220} />
    </>
  );
}
