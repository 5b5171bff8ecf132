import type { InputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { useDidShow, useReachBottom, useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { LineTabs } from '../../../components/controls';
import { More } from '../../../components/More';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, ErrorState, SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { OrderCardView } from '../../../features/orders/OrderCardView';
import { useOrderActs } from '../../../features/orders/orderActs';
import { PaySheet } from '../../../features/pay/PaySheet';
import { usePay } from '../../../features/pay/usePay';
import { asRefused, useRead, useReadPages, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

type Filter = NonNullable<InputOf<'shop.listOrders'>['filter']>;

const FILTERS: readonly { key: Filter; words: string; empty: string }[] = [
  { key: 'all', words: '全部', empty: '还没有订单' },
  { key: 'awaitingPayment', words: '待付款', empty: '没有要付款的订单' },
  { key: 'paid', words: '待发货', empty: '没有等发货的订单' },
  { key: 'shipped', words: '待收货', empty: '没有在路上的订单' },
  { key: 'refund', words: '售后', empty: '没有售后' },
];

const isFilter = (text: string | undefined): text is Filter => FILTERS.some(({ key }) => key === text);

/** One's own orders, newest first. */
export default function OrdersScreen() {
  const asked = useRouter().params.filter;
  const [filter, setFilter] = useState<Filter>(isFilter(asked) ? asked : 'all');
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  return (
    <Screen
      title="我的订单"
      isDemo={me.value?.isDemo}
      above={<LineTabs options={FILTERS} chosen={filter} label="订单状态" onChoose={setFilter} />}
    >
      {isSignedIn ? <OrderList key={filter} filter={filter} /> : <SignInState words="登录后才能看到自己的订单。" />}
    </Screen>
  );
}

function OrderList({ filter }: { filter: Filter }) {
  const pages = useReadPages('shop.listOrders', { filter, limit: 20 });
  const acts = useOrderActs();
  const pay = usePay((orderId) => go.payResult(orderId));
  const orders = pages.data?.pages.flatMap((page) => page.orders) ?? [];
  const more = () => {
    if (pages.hasNextPage && !pages.isFetchingNextPage) void pages.fetchNextPage();
  };
  useReachBottom(more);
  const wasShown = useRef(false);
  useDidShow(() => {
    if (wasShown.current) void pages.refetch();
    wasShown.current = true;
  });
  const paying = orders.find((order) => order.orderId === pay.sheet?.orderId);
  const fault = acts.fault ?? pay.fault;
  if (pages.isPending) {
    return (
      <>
        <CardSkeleton />
        <CardSkeleton />
        <CardSkeleton />
      </>
    );
  }
  if (pages.error && orders.length === 0) {
    return <ErrorState title="订单没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />;
  }
  return (
    <>
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      {orders.length === 0 ? (
        <EmptyState
          icon="page"
          title={FILTERS.find(({ key }) => key === filter)?.empty ?? ''}
          words="下单后，从付款到结算的每一步都在这里。"
          act={{ words: '去看看商品', onTap: go.category }}
        />
      ) : null}
      {orders.map((order) => (
        <OrderCardView
          key={order.orderId}
          order={order}
          acts={acts}
          isBusy={acts.isBusy || pay.isBusy}
          onPay={(orderId) => void pay.pay(orderId)}
        />
      ))}
      <More hasMore={pages.hasNextPage} isLoading={pages.isFetchingNextPage} onMore={more} isEnd={orders.length > 4} />
      {acts.sheet}
      <View>{paying ? <PaySheet pay={pay} cashFen={paying.payment.cashFen} payee={paying.shopName} /> : null}</View>
    </>
  );
}
