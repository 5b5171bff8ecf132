import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { ListShown } from '../../../components/ListShown';
import { Row } from '../../../components/Row';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

/** Shops by what the platform owes them, the most first. */
export default function OwedScreen() {
  return (
    <AdminScreen area="staff.money" title="付给商家">
      {() => <List />}
    </AdminScreen>
  );
}

function List() {
  const list = useListPages('admin.listOwed', { limit: 20 }, (page) => page.shops);
  return (
    <ListShown
      list={list}
      fault="欠款没取到"
      empty={{ icon: 'wallet', title: '还不欠哪家店', words: '商家的订单结算后，这里有要付的。' }}
    >
      <View className="card card-tight">
        {list.rows.map(({ shopId, name, settledOrders, owedFen }, at) => (
          <Row
            key={shopId}
            isFirst={at === 0}
            title={name}
            sub={`结算 ${settledOrders} 笔`}
            value={<Amount units={owedFen} asset="cash" />}
            onTap={() => go.admin('owedShop', `id=${encodeURIComponent(shopId)}`)}
          />
        ))}
      </View>
    </ListShown>
  );
}
