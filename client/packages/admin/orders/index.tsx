import { useState } from 'react';
import { LineTabs } from '../../../components/controls';
import { FilterField } from '../../../components/FilterField';
import { useSettled } from '../../../components/form/useSettled';
import { ListShown } from '../../../components/ListShown';
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
  const query = useSettled(typed.trim());
  return (
    <>
      <FilterField
        value={typed}
        hint="订单号、买家手机号或商品"
        label="按订单号、买家手机号或商品找"
        onType={setTyped}
      />
      <List key={query} filter={filter} query={query} />
    </>
  );
}

const NOTHING = { icon: 'search', title: '没有找到', words: '换个说法，或在「全部」里找。' } as const;

function List({ filter, query }: { filter: StaffFilter; query: string }) {
  const asked = { filter, limit: 20, ...(query ? { query } : {}) };
  const list = useListPages('admin.listOrders', asked, (page) => page.orders);
  return (
    <ListShown list={list} fault="订单没取到" empty={query ? NOTHING : emptyOrders(filter)}>
      {list.rows.map((order) => (
        <StaffOrderCard
          key={order.orderId}
          order={order}
          amountFen={order.payment.cashFen + order.payment.balanceFen}
          onOpen={() => go.admin('order', `id=${encodeURIComponent(order.orderId)}`)}
        />
      ))}
    </ListShown>
  );
}
