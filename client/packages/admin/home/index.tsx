import type { Opening } from '@shared/contract';
import { View } from '@tarojs/components';
import { Icon } from '../../../components/Icon';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { Way } from '../../../components/Way';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

/** What waits for an administrator, and every way into the shop's own affairs. */
export default function AdminHomeScreen() {
  return <AdminScreen title="管理店铺">{() => <Home />}</AdminScreen>;
}

function Home() {
  const opening = useRead('admin.viewOpening', {});
  return (
    <Shown of={opening} fault="店铺的情况没取到">
      {(value) => (
        <>
          <Guide opening={value} />
          <Todo todo={value.todo} />
          <View className="card card-tight">
            <Way icon="home" title="店铺" value={value.shop?.name} onTap={() => go.admin('shop')} isFirst />
            <Way icon="page" title="首页布置" onTap={() => go.admin('storefront')} />
            <Way icon="card" title="优惠券" onTap={() => go.admin('coupons')} />
            <Way icon="truck" title="运费与发货" value={value.shop?.deliveryWord} onTap={() => go.admin('delivery')} />
            <Way icon="grid" title="分类" value={`${value.categories.count} 个`} onTap={() => go.admin('categories')} />
            <Way icon="talk" title="客服" value="自营店的买家" onTap={() => go.threads(true)} />
            <Way icon="check" title="核销" value="自营店的券" onTap={() => go.admin('redeem')} />
            <Way icon="edit" title="评价" value="答复、隐藏" onTap={() => go.admin('reviews')} />
            <Way icon="box" title="商品" value={`在架 ${value.goods.onShelf} 件`} onTap={() => go.admin('goodsList')} />
          </View>
          <View className="card card-tight">
            <Way icon="wallet" title="付给商家" value="欠款、付款" onTap={() => go.admin('owed')} isFirst />
            <Way icon="wallet" title="提现" value="审核、暂停、条件" onTap={() => go.admin('withdrawals')} />
            <Way icon="page" title="开店申请" value="审核" onTap={() => go.admin('applications')} />
          </View>
          <View className="card card-tight">
            <Way
              icon="page"
              title="积分方案"
              value={value.plans.length === 0 ? '没有' : `${value.plans.length} 个`}
              onTap={() => go.admin('plan')}
              isFirst
            />
            <Way
              icon="shield"
              title="许可"
              value={value.needed.length === 0 ? '不缺' : `还缺 ${value.needed.length} 项`}
              onTap={() => go.admin('clearances')}
            />
            <Way icon="person" title="管理员" value={`${value.administrators} 位`} onTap={() => go.admin('people')} />
            <Way icon="tree" title="改推荐人" value="两人" onTap={() => go.admin('referrers')} />
          </View>
        </>
      )}
    </Shown>
  );
}

/** The way through the first hour, for as long as a step of it is left. */
function Guide({ opening }: { opening: Opening }) {
  const done = opening.steps.filter(({ isDone }) => isDone).length;
  if (done === opening.steps.length) return null;
  return (
    <View className="card card-tight">
      <Row
        isFirst
        lead={
          <View className="accent-ink flex">
            <Icon name="check" size={22} />
          </View>
        }
        title="第一小时"
        sub={`${opening.steps.length} 步做了 ${done} 步`}
        onTap={() => go.admin('guide')}
      />
    </View>
  );
}

function Todo({ todo }: { todo: Opening['todo'] }) {
  const rows = [
    { title: '待发货', count: todo.toShip, onTap: () => go.admin('orders', 'filter=paid') },
    { title: '售后待答', count: todo.refunds, onTap: () => go.admin('afterSales') },
    { title: '许可待复核', count: todo.clearances, onTap: () => go.admin('clearances') },
  ];
  return (
    <View className="card card-tight">
      {rows.map(({ title, count, onTap }, at) => (
        <Row
          key={title}
          isFirst={at === 0}
          title={title}
          value={<View className={count > 0 ? 'bold' : 'muted'}>{count}</View>}
          label={`${title} ${count}`}
          onTap={onTap}
        />
      ))}
    </View>
  );
}
