import { View } from '@tarojs/components';
import { ListShown } from '../../../components/ListShown';
import { Row } from '../../../components/Row';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

/** Sizes of which few pieces are left. */
export default function LowStockScreen() {
  return (
    <AdminScreen area="staff.shop" title="快卖完的">
      {() => <List />}
    </AdminScreen>
  );
}

function List() {
  const list = useListPages('admin.listLowStock', { limit: 30 }, (page) => page.rows);
  return (
    <ListShown
      list={list}
      fault="库存没取到"
      empty={{ icon: 'box', title: '没有快卖完的', words: '比「设置」里的库存提醒少的规格会列在这里，卖完的不算。' }}
    >
      <View className="card card-tight">
        {list.rows.map(({ goodsId, skuId, title, label, left }, at) => (
          <Row
            key={skuId}
            isFirst={at === 0}
            title={title}
            sub={label || '单一规格'}
            value={`剩 ${left} 件`}
            onTap={() => go.admin('goods', `id=${encodeURIComponent(goodsId)}`)}
          />
        ))}
      </View>
    </ListShown>
  );
}
