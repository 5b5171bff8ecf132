import type { InputOf, OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { LineTabs } from '../../../components/controls';
import { ListShown } from '../../../components/ListShown';
import { Picture } from '../../../components/Picture';
import { Tap } from '../../../components/Tap';
import { stateWords } from '../../../copy/terms';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { MerchantScreen } from '../parts/MerchantScreen';

type Filter = NonNullable<InputOf<'merchant.listOrders'>['filter']>;
type Listed = OutputOf<'merchant.listOrders'>['orders'][number];

const FILTERS: readonly { key: Filter; words: string; empty: string }[] = [
  { key: 'paid', words: '待发货', empty: '没有要发的货' },
  { key: 'reminded', words: '被催', empty: '没有人催发货' },
  { key: 'partly', words: '部分发货', empty: '没有只发了一部分的订单' },
  { key: 'afterSales', words: '售后中', empty: '没有在办售后的订单' },
  { key: 'shipped', words: '已发货', empty: '没有在路上的订单' },
  { key: 'all', words: '全部', empty: '还没有订单' },
];

const isFilter = (text: string | undefined): text is Filter => FILTERS.some(({ key }) => key === text);

/** Orders of the own shop by what they wait for, the oldest first. */
export default function ShopOrdersScreen() {
  const asked = useRouter().params.filter;
  const [filter, setFilter] = useState<Filter>(isFilter(asked) ? asked : 'paid');
  return (
    <MerchantScreen
      title="店里的订单"
      above={<LineTabs options={FILTERS} chosen={filter} label="订单状态" onChoose={setFilter} />}
    >
      {() => <List key={filter} filter={filter} />}
    </MerchantScreen>
  );
}

function List({ filter }: { filter: Filter }) {
  const list = useListPages('merchant.listOrders', { filter, limit: 20 }, (page) => page.orders);
  const title = FILTERS.find(({ key }) => key === filter)?.empty ?? '';
  return (
    <ListShown list={list} fault="订单没取到" empty={{ icon: 'box', title, words: '买家付了款，这里就有。' }}>
      {list.rows.map((order) => (
        <Line key={order.orderId} order={order} />
      ))}
    </ListShown>
  );
}

function Line({ order }: { order: Listed }) {
  const { first, lineCount, pieces, payment, buyerMasked, isRefundPending, state, reminder } = order;
  const words = isRefundPending ? '售后中' : stateWords(order);
  const isAsked = reminder !== null && reminder.seenAtMs === null && order.toSendPieces > 0;
  return (
    <Tap
      className="card"
      role="link"
      label={`${first.title}，${buyerMasked}，${words}`}
      onTap={() => go.merchant('order', `id=${encodeURIComponent(order.orderId)}`)}
    >
      <View className="flex between mb8">
        <View className="small muted">
          {showMoment(order.placedAtMs)} · {buyerMasked}
        </View>
        <View className={`tag ${isRefundPending ? 'tag-warn' : state === 'paid' ? 'tag-accent' : ''}`}>{words}</View>
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
          <Amount units={payment.goodsFen} asset="cash" />
        </View>
      </View>
    </Tap>
  );
}
