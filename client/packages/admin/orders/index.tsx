import type { InputOf, OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { LineTabs } from '../../../components/controls';
import { More } from '../../../components/More';
import { Picture } from '../../../components/Picture';
import { CardSkeleton, EmptyState, ErrorState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { stateWords } from '../../../copy/terms';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

type Filter = NonNullable<InputOf<'admin.listOrders'>['filter']>;
type Listed = OutputOf<'admin.listOrders'>['orders'][number];

const FILTERS: readonly { key: Filter; words: string; empty: string }[] = [
  { key: 'paid', words: '待发货', empty: '没有要发的货' },
  { key: 'reminded', words: '被催', empty: '没有人催发货' },
  { key: 'partly', words: '部分发货', empty: '没有只发了一部分的订单' },
  { key: 'afterSales', words: '售后中', empty: '没有在办售后的订单' },
  { key: 'shipped', words: '已发货', empty: '没有在路上的订单' },
  { key: 'all', words: '全部', empty: '还没有订单' },
];

const isFilter = (text: string | undefined): text is Filter => FILTERS.some(({ key }) => key === text);

/** Orders by what they wait for, the oldest first. */
export default function StaffOrdersScreen() {
  const asked = useRouter().params.filter;
  const [filter, setFilter] = useState<Filter>(isFilter(asked) ? asked : 'paid');
  return (
    <AdminScreen
      title="订单"
      above={<LineTabs options={FILTERS} chosen={filter} label="订单状态" onChoose={setFilter} />}
    >
      {() => <List key={filter} filter={filter} />}
    </AdminScreen>
  );
}

function List({ filter }: { filter: Filter }) {
  const list = useListPages('admin.listOrders', { filter, limit: 20 }, (page) => page.orders);
  const orders = list.rows;
  if (list.isPending) return <CardSkeleton height={220} />;
  if (list.fault) return <ErrorState title="订单没取到" error={list.fault} onAgain={list.again} />;
  return (
    <>
      {orders.length === 0 ? (
        <EmptyState
          icon="box"
          title={FILTERS.find(({ key }) => key === filter)?.empty ?? ''}
          words="买家付了款，这里就有。"
        />
      ) : null}
      {orders.map((order) => (
        <Line key={order.orderId} order={order} />
      ))}
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={orders.length > 4} />
    </>
  );
}

function Line({ order }: { order: Listed }) {
  const { first, lineCount, pieces, payment, buyerMasked, isRefundPending, state, reminder } = order;
  const words = stateWords(order);
  const isAsked = reminder !== null && reminder.seenAtMs === null && order.toSendPieces > 0;
  return (
    <Tap
      className="card"
      role="link"
      label={`${first.title}，${buyerMasked}，${isRefundPending ? '售后中' : words}`}
      onTap={() => go.admin('order', `id=${encodeURIComponent(order.orderId)}`)}
    >
      <View className="flex between mb8">
        <View className="small muted">
          {showMoment(order.placedAtMs)} · {buyerMasked}
        </View>
        <View className={`tag ${isRefundPending ? 'tag-warn' : state === 'paid' ? 'tag-accent' : ''}`}>
          {isRefundPending ? '售后中' : words}
        </View>
      </View>
      {isAsked ? <View className="small warn-ink mb8">买家 {showMoment(reminder.atMs)} 催过发货</View> : null}
      <View className="flex gap12">
        <Picture picture={first.picture} ground={first.ground} size={64} />
        <View className="grow">
          <View className="wrap">{first.title}</View>
          <View className="small muted">
            {[first.label, lineCount > 1 ? `等 ${lineCount} 种` : null, `${pieces} 件`].filter(Boolean).join(' · ')}
          </View>
        </View>
        <View className="still">
          <Amount units={payment.cashFen} asset="cash" />
        </View>
      </View>
    </Tap>
  );
}
