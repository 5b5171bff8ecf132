import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { LineTabs } from '../../../components/controls';
import { FilterField } from '../../../components/FilterField';
import { DayField } from '../../../components/form/DayField';
import { useSettled } from '../../../components/form/useSettled';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import {
  emptyOrders,
  STAFF_FILTERS,
  type StaffFilter,
  StaffOrderCard,
  useStaffFilter,
} from '../../../features/sending/StaffOrders';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { ManyCard } from './ManyCard';
import { type Listed, MOST_CHOSEN } from './many';

/** Orders by what they wait for, the oldest first; what is looked for, the newest. */
export default function StaffOrdersScreen() {
  const [filter, setFilter] = useStaffFilter();
  return (
    <AdminScreen
      area="staff.orders"
      title="订单"
      above={<LineTabs options={STAFF_FILTERS} chosen={filter} label="订单状态" onChoose={setFilter} />}
    >
      {() => <Sought key={filter} filter={filter} />}
    </AdminScreen>
  );
}

function Sought({ filter }: { filter: StaffFilter }) {
  const [typed, setTyped] = useState('');
  const [days, setDays] = useState({ fromDay: '', untilDay: '' });
  const [chosen, setChosen] = useState<readonly Listed[] | null>(null);
  const query = useSettled(typed.trim());
  const isWrong = days.fromDay !== '' && days.untilDay !== '' && days.fromDay > days.untilDay;
  return (
    <>
      <FilterField
        value={typed}
        hint="订单号、买家手机号或商品"
        label="按订单号、买家手机号或商品找"
        onType={setTyped}
      />
      <View className="flex gap12 wraps">
        <DayField
          label="从哪天"
          value={days.fromDay}
          empty="最早"
          onChange={(fromDay) => setDays({ ...days, fromDay })}
        />
        <DayField
          label="到哪天"
          value={days.untilDay}
          empty="今天"
          onChange={(untilDay) => setDays({ ...days, untilDay })}
        />
        {days.fromDay || days.untilDay ? (
          <Button kind="plain" size="small" onTap={() => setDays({ fromDay: '', untilDay: '' })}>
            不限日子
          </Button>
        ) : null}
        {chosen === null ? (
          <Button kind="plain" size="small" onTap={() => setChosen([])}>
            多选
          </Button>
        ) : null}
      </View>
      {chosen === null ? null : (
        <ManyCard
          chosen={chosen}
          onDone={(ids) => setChosen((before) => (before ?? []).filter(({ orderId }) => !ids.includes(orderId)))}
          onEnd={() => setChosen(null)}
        />
      )}
      {isWrong ? (
        <Note tone="warn">第一天在最后一天之后，换一个。</Note>
      ) : (
        <List
          key={`${query} ${days.fromDay} ${days.untilDay}`}
          asked={{ filter, query, ...days }}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
    </>
  );
}

const NOTHING = { icon: 'search', title: '没有找到', words: '换个说法或日子，或在「全部」里找。' } as const;

interface ListProps {
  readonly asked: {
    readonly filter: StaffFilter;
    readonly query: string;
    readonly fromDay: string;
    readonly untilDay: string;
  };
  /** What is ticked; null while nothing can be. */
  readonly chosen: readonly Listed[] | null;
  readonly onChoose: (chosen: readonly Listed[]) => void;
}

function List({ asked: { filter, query, fromDay, untilDay }, chosen, onChoose }: ListProps) {
  const asked = {
    filter,
    limit: 20,
    ...(query ? { query } : {}),
    ...(fromDay ? { fromDay } : {}),
    ...(untilDay ? { untilDay } : {}),
  };
  const list = useListPages('admin.listOrders', asked, (page) => page.orders);
  const isNarrowed = query !== '' || fromDay !== '' || untilDay !== '';
  const tick = (order: Listed) => {
    if (chosen === null) return;
    const others = chosen.filter(({ orderId }) => orderId !== order.orderId);
    if (others.length < chosen.length) onChoose(others);
    else if (chosen.length < MOST_CHOSEN) onChoose([...chosen, order]);
  };
  return (
    <ListShown list={list} fault="订单没取到" empty={isNarrowed ? NOTHING : emptyOrders(filter)}>
      {list.rows.map((order) => (
        <StaffOrderCard
          key={order.orderId}
          order={order}
          amountFen={order.payment.cashFen + order.payment.balanceFen}
          {...(chosen ? { isTicked: chosen.some(({ orderId }) => orderId === order.orderId) } : {})}
          onOpen={() => (chosen ? tick(order) : go.admin('order', `id=${encodeURIComponent(order.orderId)}`))}
        />
      ))}
    </ListShown>
  );
}
