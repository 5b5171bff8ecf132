import type { InputOf, Me } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { LineTabs } from '../../../components/controls';
import { Icon } from '../../../components/Icon';
import { Input } from '../../../components/Input';
import { More } from '../../../components/More';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, ErrorState, SignInState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { CaseList } from '../../../features/afterSales/CaseList';
import { OrderCardView } from '../../../features/orders/OrderCardView';
import { useOrderActs } from '../../../features/orders/orderActs';
import { ToldAct } from '../../../features/orders/ToldAct';
import { PaySheet } from '../../../features/pay/PaySheet';
import { usePay } from '../../../features/pay/usePay';
import { useListPages, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

type Filter = NonNullable<InputOf<'shop.listOrders'>['filter']>;

const FILTERS: readonly { key: Filter; words: string; empty: string }[] = [
  { key: 'all', words: '全部', empty: '还没有订单' },
  { key: 'awaitingPayment', words: '待付款', empty: '没有要付款的订单' },
  { key: 'paid', words: '待发货', empty: '没有等发货的订单' },
  { key: 'toUse', words: '待使用', empty: '没有还没用的券和房' },
  { key: 'shipped', words: '待收货', empty: '没有在路上的订单' },
  { key: 'refund', words: '售后', empty: '没有售后' },
];

const isFilter = (text: string | undefined): text is Filter => FILTERS.some(({ key }) => key === text);

/** The tabs, each with how many orders wait for what it names. */
function tabsOf(counts: Me['counts'] | undefined) {
  const count: Record<Filter, number> = {
    all: 0,
    awaitingPayment: counts?.awaitingPayment ?? 0,
    paid: counts?.paid ?? 0,
    toUse: counts?.toUse ?? 0,
    shipped: counts?.shipped ?? 0,
    refund: counts?.refunding ?? 0,
  };
  return FILTERS.map(({ key, words }) => ({ key, words: count[key] > 0 ? `${words} ${count[key]}` : words }));
}

/** One's own orders, newest first. */
export default function OrdersScreen() {
  const asked = useRouter().params.filter;
  const [filter, setFilter] = useState<Filter>(isFilter(asked) ? asked : 'all');
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const clear = () => {
    setTyped('');
    setQuery('');
  };
  return (
    <Screen
      title="我的订单"
      isDemo={me.value?.isDemo}
      above={
        <>
          <LineTabs options={tabsOf(me.value?.counts)} chosen={filter} label="订单状态" onChoose={setFilter} />
          {isSignedIn ? (
            <View className="search-bar order-search">
              <View className="search">
                <Icon name="search" size={20} />
                <Input
                  className="search-input"
                  placeholderClass="placeholder"
                  value={typed}
                  maxlength={40}
                  confirmType="search"
                  placeholder="找订单：商品名、店名或订单号"
                  aria-label="找订单"
                  onInput={(event) => setTyped(event.detail.value)}
                  onConfirm={(event) => setQuery(event.detail.value.trim())}
                />
                {typed ? (
                  <Tap className="search-clear" label="清空" onTap={clear}>
                    <Icon name="close" size={18} />
                  </Tap>
                ) : null}
              </View>
            </View>
          ) : null}
        </>
      }
    >
      {isSignedIn && filter === 'refund' && query === '' ? <CaseList /> : null}
      {isSignedIn && (filter !== 'refund' || query !== '') ? (
        <OrderList key={`${filter} ${query}`} filter={filter} query={query} onAll={clear} />
      ) : null}
      {isSignedIn ? null : <SignInState words="登录后才能看到自己的订单。" />}
    </Screen>
  );
}

function OrderList({ filter, query, onAll }: { filter: Filter; query: string; onAll: () => void }) {
  const list = useListPages('shop.listOrders', { filter, limit: 20, ...(query && { query }) }, (page) => page.orders);
  const acts = useOrderActs();
  const pay = usePay((orderId) => go.payResult(orderId));
  const orders = list.rows;
  const paying = orders.find((order) => order.orderId === pay.sheet?.orderId);
  if (list.isPending) {
    return (
      <>
        <CardSkeleton />
        <CardSkeleton />
        <CardSkeleton />
      </>
    );
  }
  if (list.fault) return <ErrorState title="订单没取到" error={list.fault} onAgain={list.again} />;
  return (
    <>
      <ToldAct told={acts.told} fault={acts.fault ?? pay.fault} />
      {orders.length > 0 || list.hasMore ? null : query ? (
        <EmptyState
          icon="search"
          title={`没有找到“${query}”`}
          words="换个词，或用订单号的一段再找。"
          act={{ words: '看全部订单', onTap: onAll }}
        />
      ) : (
        <EmptyState
          icon="page"
          title={FILTERS.find(({ key }) => key === filter)?.empty ?? ''}
          words="下单后，从付款到结算的每一步都在这里。"
          act={{ words: '去看看商品', onTap: go.category }}
        />
      )}
      {orders.map((order) => (
        <OrderCardView
          key={order.orderId}
          order={order}
          acts={acts}
          isBusy={acts.isBusy || pay.isBusy}
          onPay={(orderId) => void pay.pay(orderId)}
        />
      ))}
      {orders.length === 0 && list.hasMore ? (
        <View className="small muted center">近来的订单里没有，往前找。</View>
      ) : null}
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={orders.length > 4} />
      {acts.sheet}
      <View>{paying ? <PaySheet pay={pay} payee={paying.shopName} /> : null}</View>
    </>
  );
}
