import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { ListShown } from '../../../components/ListShown';
import { Row } from '../../../components/Row';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

/** Every shop with its owner. */
export default function MerchantsScreen() {
  return (
    <AdminScreen
      area="staff.shop"
      title="商家"
      foot={
        <View className="bar">
          <Button size="block" onTap={() => go.admin('merchant')}>
            开一家店
          </Button>
        </View>
      }
    >
      {() => <List />}
    </AdminScreen>
  );
}

function List() {
  const list = useListPages('admin.listShops', { limit: 20 }, (page) => page.shops);
  return (
    <ListShown list={list} fault="商家没取到" empty={{ icon: 'home', title: '还没有店', words: '先给自己的店起名。' }}>
      <View className="card card-tight">
        {list.rows.map(({ shopId, name, owner, isFirst: isPlatforms }, at) => (
          <Row
            key={shopId}
            isFirst={at === 0}
            title={name}
            sub={owner ? `${owner.nickname} · ${showPhone(owner.phoneMasked)}` : '平台自营'}
            onTap={() => (isPlatforms ? go.admin('shop') : go.admin('merchant', `id=${encodeURIComponent(shopId)}`))}
          />
        ))}
      </View>
    </ListShown>
  );
}
