import type { OutputOf } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Link } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { Way } from '../../../components/Way';
import { CASE_KINDS } from '../../../copy/afterSales';
import { OwedLedger } from '../../../features/owed/OwedLedger';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { MerchantScreen } from '../parts/MerchantScreen';

type Home = OutputOf<'merchant.home'>;

const HOUR_MS = 3_600_000;

/** The own shop: what is to be done, and every way into it. */
export default function MerchantHomeScreen() {
  return (
    <MerchantScreen title="我的店" stops={['orders', 'payments', 'merchantPayments']}>
      {() => <Loaded />}
    </MerchantScreen>
  );
}

function Loaded() {
  const home = useRead('merchant.home', {});
  return (
    <Shown of={home} fault="店里的情况没取到">
      {(value) => (
        <>
          <Head shop={value.shop} />
          <Todo home={value} />
          <OwedCard owed={value.owed} />
          <View className="card card-tight">
            <Way icon="card" title="收款码" value="收恒定积分" onTap={() => go.merchant('code')} isFirst />
            <Way icon="wallet" title="店里的积分" value="换、卖" onTap={() => go.merchant('points')} />
            <Way icon="check" title="核销" value="扫码或输券码" onTap={() => go.merchant('redeem')} />
            <Way
              icon="box"
              title="商品库存"
              value={`在架 ${value.goods.onShelf}，缺货 ${value.goods.soldOut}`}
              onTap={() => go.merchant('goodsList')}
            />
            <Way icon="page" title="订单" value="全部、已发货" onTap={() => go.merchant('orders', 'filter=all')} />
            <Way icon="talk" title="客服" value="买家问的" onTap={() => go.threads(false)} />
            <Way icon="edit" title="公告与说明" value={value.shop.notice} onTap={() => go.merchant('shop')} />
            <Way icon="eye" title="买家看到的店" onTap={() => go.shop(value.shop.shopId)} />
          </View>
        </>
      )}
    </Shown>
  );
}

function Head({ shop }: { shop: Home['shop'] }) {
  return (
    <View className="card flex gap12">
      <View className="shop-face" aria-hidden="true">
        <Icon name="home" size={24} />
      </View>
      <View className="grow">
        <View className="bold wrap">{shop.name}</View>
        <View className="cap muted">店主 {shop.ownerMasked}</View>
      </View>
    </View>
  );
}

function Todo({ home }: { home: Home }) {
  const { todo, firstCase, firstOrder } = home;
  const items = [
    { words: '待发货', count: todo.toShip, onTap: () => go.merchant('orders', 'filter=paid') },
    { words: '被催', count: todo.reminded, onTap: () => go.merchant('orders', 'filter=reminded') },
    { words: '售后', count: todo.toAnswer, onTap: () => go.merchant('afterSales') },
    { words: '待答评价', count: todo.reviews, onTap: () => go.merchant('reviews') },
  ];
  return (
    <View className="card card-tight">
      <View className="work">
        {items.map(({ words, count, onTap }) => (
          <Tap key={words} className="work-item" label={`${words} ${count}`} onTap={onTap}>
            <View className="work-count">{count}</View>
            <View>{words}</View>
          </Tap>
        ))}
      </View>
      {firstCase ? (
        <Row
          isFirst
          lead={
            <View className="warn-ink flex">
              <Icon name="warn" size={20} />
            </View>
          }
          title={firstCase.dueAtMs === null ? '有售后要答复' : `${showMoment(firstCase.dueAtMs)} 前答复，过了就当同意`}
          sub={[firstCase.title, CASE_KINDS[firstCase.kind].words, firstCase.words].filter(Boolean).join('，')}
          onTap={() => go.merchant('case', `id=${encodeURIComponent(firstCase.caseId)}`)}
        />
      ) : null}
      {firstOrder ? (
        <Row
          isFirst={!firstCase}
          lead={
            <View className="muted flex">
              <Icon name="truck" size={20} />
            </View>
          }
          title={`最早一单等了${waited(home.nowMs - firstOrder.paidAtMs)}`}
          sub={`${showMoment(firstOrder.paidAtMs)} 付款，${firstOrder.title} × ${firstOrder.pieces}`}
          onTap={() => go.merchant('order', `id=${encodeURIComponent(firstOrder.orderId)}`)}
        />
      ) : null}
      {firstCase || firstOrder ? null : <View className="small muted nothing-todo">现在没有要做的事。</View>}
    </View>
  );
}

function waited(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  if (hours < 1) return '不到 1 小时';
  return hours < 48 ? ` ${hours} 小时` : ` ${Math.floor(hours / 24)} 天`;
}

/** What the platform owes the shop, and the way to its lines. */
function OwedCard({ owed }: { owed: Home['owed'] }) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>平台欠我的</HeadTitle>
        <Link label="看对账单" onTap={() => go.merchant('statement')}>
          对账单
          <Icon name="next" size={14} />
        </Link>
      </View>
      <OwedLedger owed={owed} isOwn />
    </View>
  );
}
