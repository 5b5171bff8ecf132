import type { OrderPage } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { ServiceRow } from '../../../components/ServiceRow';
import { CardSkeleton, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { BY_WORDS, NOT_COUNTED_WORDS, PLAN_WORDS } from '../../../copy/terms';
import { AnswersCard } from '../../../features/asks/AnswersCard';
import { ExplainSheet } from '../../../features/explain/ExplainSheet';
import { GrantCard } from '../../../features/orders/GrantCard';
import { OrderLog } from '../../../features/orders/OrderLog';
import { useOrderActs } from '../../../features/orders/orderActs';
import { ToldAct } from '../../../features/orders/ToldAct';
import { PaySheet } from '../../../features/pay/PaySheet';
import { usePay } from '../../../features/pay/usePay';
import { OrderReviews } from '../../../features/reviews/OrderReviews';
import { TopUpCard } from '../../../features/topUps/TopUpCard';
import { VouchersCard } from '../../../features/vouchers/VouchersCard';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { toldOf, useToldPayments } from '../../../state/toldPayments';
import { Head } from './Head';
import { InvoiceCard, OrderInvoiceSheet } from './InvoiceCard';
import { OrderBar } from './OrderBar';
import { Paid } from './Paid';
import { Parcels, Siblings, Where } from './Where';

/** While its money is on its way the order is looked at so often. */
const LOOK_MS = 5_000;

/** A refund was asked for and has not arrived. */
const isMoneyMoving = ({ state, back }: OrderPage): boolean => state === 'refunding' || (back?.onItsWayFen ?? 0) > 0;

/** One order: what it is, what was paid, what it brought, every step. */
export default function OrderScreen() {
  const orderId = decodeURIComponent(useRouter().params.id ?? '');
  const told = useToldPayments((all) => all.told);
  const order = useRead(
    'shop.viewOrder',
    { orderId },
    { everyMs: (now) => (now && (isMoneyMoving(now) || toldOf(told, now) === 'confirming') ? LOOK_MS : false) },
  );
  const me = useRead('account.me', {});
  const acts = useOrderActs();
  const pay = usePay((paid) => go.payResult(paid));
  const [isInvoicing, setInvoicing] = useState(false);
  const [entryId, setEntryId] = useState<string | null>(null);
  const isConfirming = order.value !== undefined && toldOf(told, order.value) === 'confirming';
  return (
    <Screen
      title="订单明细"
      {...(order.value?.state === 'awaitingPayment' ? { stops: ['payments'] as const } : {})}
      isDemo={me.value?.isDemo}
      foot={
        order.value ? (
          <OrderBar
            order={order.value}
            acts={acts}
            isConfirming={isConfirming}
            isBusy={acts.isBusy || pay.isBusy}
            onPay={() => void pay.pay(orderId)}
          />
        ) : null
      }
      over={
        <>
          {acts.sheet}
          <ExplainSheet entryId={entryId} isDemo={me.value?.isDemo} onClose={() => setEntryId(null)} />
          {order.value ? (
            <>
              <PaySheet pay={pay} payee={order.value.shopName} />
              <OrderInvoiceSheet order={order.value} isOpen={isInvoicing} onClose={() => setInvoicing(false)} />
            </>
          ) : null}
        </>
      }
    >
      <Shown of={order} fault="订单没取到" signIn="登录后才能看到自己的订单。" skeleton={<OrderSkeleton />}>
        {(value) => (
          <>
            <ToldAct told={acts.told} fault={acts.fault ?? pay.fault} />
            {isConfirming ? (
              <Tap className="note" role="link" onTap={() => go.payResult(orderId)}>
                <Icon name="clock" size={18} />
                <View className="grow">正在确认付款，不用再付。</View>
                <Icon name="next" size={18} />
              </Tap>
            ) : null}
            <Head order={value} />
            <VouchersCard order={value} />
            <TopUpCard order={value} onChange={order.again} />
            {value.kind === 'topUp' || value.vouchers.length > 0 ? null : <Parcels order={value} />}
            <CaseRows order={value} />
            <OrderReviews orderId={value.orderId} state={value.state} />
            <AnswersCard answers={value.answers} lines={value.lines} />
            <Paid order={value} />
            {value.grants.map((one) => (
              <GrantCard key={one.plan} grant={one} onExplain={setEntryId} />
            ))}
            {value.notCounted.length > 0 ? (
              <View className="card">
                <View className="head">
                  <HeadTitle>没有计入的方案</HeadTitle>
                </View>
                {value.notCounted.map((one) => (
                  <LedgerRow key={one.plan} label={PLAN_WORDS[one.plan]}>
                    {NOT_COUNTED_WORDS[one.why]}
                  </LedgerRow>
                ))}
              </View>
            ) : null}
            <OrderLog log={value.log} by={BY_WORDS} tellsEntries />
            {value.payment.goodsFen > 0 ? <InvoiceCard order={value} onOpen={() => setInvoicing(true)} /> : null}
            <Siblings order={value} />
            <Where order={value} />
            <View className="card card-tight">
              <ServiceRow
                isFirst
                shopId={value.shopId}
                about={{ kind: 'order', id: value.orderId, title: value.orderNo }}
              />
            </View>
          </>
        )}
      </Shown>
    </Screen>
  );
}

/** The cases that are open, and where those that were are found. */
function CaseRows({ order: { cases } }: { order: OrderPage }) {
  if (cases.count === 0) return null;
  return (
    <View className="card card-tight">
      {cases.open.map((caseId, at) => (
        <Row key={caseId} isFirst={at === 0} title="售后在处理" sub={caseId} onTap={() => go.afterSales(caseId)} />
      ))}
      <Row
        isFirst={cases.open.length === 0}
        title="售后记录"
        sub={`申请过 ${cases.count} 次`}
        onTap={() => go.orders('refund')}
      />
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
