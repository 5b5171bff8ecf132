import type { InputOf, OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../components/Amount';
import { Icon } from '../../components/Icon';
import { Picture } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { stateWords } from '../../copy/terms';

/** What orders wait for, as those who send them choose it. */
export type StaffFilter = NonNullable<InputOf<'merchant.listOrders'>['filter']>;
type Listed = OutputOf<'merchant.listOrders'>['orders'][number] | OutputOf<'admin.listOrders'>['orders'][number];

/** The filters with their words, and what is told where nothing stands. */
export const STAFF_FILTERS: readonly { key: StaffFilter; words: string; empty: string }[] = [
  { key: 'paid', words: '待发货', empty: '没有要发的货' },
  { key: 'reminded', words: '被催', empty: '没有人催发货' },
  { key: 'partly', words: '部分发货', empty: '没有只发了一部分的订单' },
  { key: 'toUse', words: '待使用', empty: '没有等买家来用的券和房' },
  { key: 'afterSales', words: '售后中', empty: '没有在办售后的订单' },
  { key: 'shipped', words: '已发货', empty: '没有在路上的订单' },
  { key: 'unpaid', words: '待付款', empty: '没有等买家付款的订单' },
  { key: 'all', words: '全部', empty: '还没有订单' },
];

/** What an empty list tells. */
export const emptyOrders = (filter: StaffFilter) =>
  ({
    icon: 'box',
    title: STAFF_FILTERS.find(({ key }) => key === filter)?.empty ?? '',
    words: filter === 'unpaid' ? '买家下了单没付款，这里可以改价。' : '买家付了款，这里就有。',
  }) as const;

/** The filter that is chosen: at first the one that the address names, or what is to be sent. */
export function useStaffFilter() {
  const asked = useRouter().params.filter;
  return useState<StaffFilter>(STAFF_FILTERS.find(({ key }) => key === asked)?.key ?? 'paid');
}

interface StaffOrderCardProps {
  readonly order: Listed;
  readonly amountFen: number;
  /** Where several are chosen: whether this one is. Missing where it is opened instead. */
  readonly isTicked?: boolean;
  readonly onOpen: () => void;
}

/** An order as those see it who send it; who waits for it and asked is told. */
export function StaffOrderCard({ order, amountFen, isTicked, onOpen }: StaffOrderCardProps) {
  const { first, lineCount, pieces, buyerMasked, isRefundPending, state, reminder } = order;
  const words = isRefundPending ? '售后中' : stateWords(order);
  const isAsked = reminder !== null && reminder.seenAtMs === null && order.toSendPieces > 0;
  return (
    <Tap
      className="card"
      label={`${first.title}，${buyerMasked}，${words}`}
      {...(isTicked === undefined ? { role: 'link' as const } : { role: 'checkbox' as const, isOn: isTicked })}
      onTap={onOpen}
    >
      <View className="flex between mb8">
        <View className="small muted flex gap8">
          {isTicked === undefined ? null : (
            <View className={`ck ck-square ${isTicked ? 'is-on' : ''}`} aria-hidden="true">
              <Icon name="check" size={14} />
            </View>
          )}
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
          <Amount units={amountFen} asset="cash" />
        </View>
      </View>
    </Tap>
  );
}
