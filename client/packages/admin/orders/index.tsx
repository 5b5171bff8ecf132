import { LineTabs } from '../../../components/controls';
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

/** Orders by what they wait for, the oldest first. */
export default function StaffOrdersScreen() {
  const [filter, setFilter] = useStaffFilter();
  return (
    <AdminScreen
      area="staff.orders"
      title="订单"
      above={<LineTabs options={STAFF_FILTERS} chosen={filter} label="订单状态" onChoose={setFilter} />}
    >
      {() => <List key={filter} filter={filter} />}
    </AdminScreen>
  );
}

function List({ filter }: { filter: StaffFilter }) {
  const list = useListPages('admin.listOrders', { filter, limit: 20 }, (page) => page.orders);
  return (
    <ListShown list={list} fault="订单没取到" empty={emptyOrders(filter)}>
      {list.rows.map((order) => (
        <StaffOrderCard
          key={order.orderId}
          order={order}
          amountFen={order.payment.cashFen}
          onOpen={() => go.admin('order', `id=${encodeURIComponent(order.orderId)}`)}
        />
      ))}
    </ListShown>
  );
}
