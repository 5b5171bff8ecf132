import type { ShopPage } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { headingProps } from '../../../components/headingProps';
import { Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { ListShown } from '../../../components/ListShown';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { ServiceRow } from '../../../components/ServiceRow';
import { Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { GoodsRow } from '../../../features/goods/GoodsRow';
import { RatingCard } from '../../../features/reviews/RatingCard';
import { useListPages, useRead } from '../../../gateway';
import { go } from '../../../state/routes';

/** A shop for its visitors: what it says, what its buyers say, and what it sells. */
export default function ShopScreen() {
  const shopId = decodeURIComponent(useRouter().params.id ?? '');
  const read = useRead('shop.viewShop', { shopId });
  return (
    <Screen title="店铺">
      <Shown of={read} fault="店铺没取到">
        {(shop) => (
          <>
            <Tap className="search" role="link" label="在本店搜索" onTap={() => go.searchShop(shopId)}>
              <Icon name="search" size={20} />
              <View className="muted">在本店搜索</View>
            </Tap>
            <Head shop={shop} />
            <RatingCard rating={shop.rating} />
            <Goods shopId={shopId} />
          </>
        )}
      </Shown>
    </Screen>
  );
}

function freightWords({ freightFen, freeFreightFromFen, freightVaries }: ShopPage): string {
  if (freightVaries) return '按地区和重量，结算页写明';
  if (freightFen === 0) return '包邮';
  const free = freeFreightFromFen > 0 ? `，满 ${showPlain(freeFreightFromFen, 'cash')} 元免` : '';
  return `${showPlain(freightFen, 'cash')} 元${free}`;
}

function Head({ shop }: { shop: ShopPage }) {
  const { shopId, name, notice, servicePhone, deliveryWord, afterSalesWord } = shop;
  const takes = [shop.takesSpendable ? '可用积分' : '', shop.takesStable ? '恒定积分' : ''].filter(Boolean);
  return (
    <View className="card">
      <View className="title bold wrap" {...headingProps(2)}>
        {name}
      </View>
      {notice ? <View className="small muted wrap mt4">{notice}</View> : null}
      <View className="mt8">
        <LedgerRow label="运费">{freightWords(shop)}</LedgerRow>
        {deliveryWord ? <LedgerRow label="发货">{deliveryWord}</LedgerRow> : null}
        {afterSalesWord ? <LedgerRow label="售后">{afterSalesWord}</LedgerRow> : null}
        {takes.length > 0 ? <LedgerRow label="也收">{takes.join('、')}</LedgerRow> : null}
      </View>
      {shop.hasTill ? <Row title="用恒定积分付给这家店" onTap={() => go.pay(shopId)} /> : null}
      <ServiceRow shopId={shopId} />
      {servicePhone ? (
        <Row
          title="客服电话"
          value={servicePhone}
          label={`打客服电话 ${servicePhone}`}
          onTap={() => void Taro.makePhoneCall({ phoneNumber: servicePhone }).catch(() => undefined)}
        />
      ) : null}
    </View>
  );
}

function Goods({ shopId }: { shopId: string }) {
  const list = useListPages('shop.listGoods', { shopId, limit: 20 }, (page) => page.goods);
  return (
    <ListShown
      list={list}
      fault="商品没取到"
      empty={{
        icon: 'box',
        title: '货架还是空的',
        words: '这家店现在没有在卖的。',
        act: { words: '去逛逛', onTap: go.home },
      }}
    >
      <View className="card card-tight">
        {list.rows.map((goods, at) => (
          <GoodsRow key={goods.goodsId} goods={goods} isFirst={at === 0} />
        ))}
      </View>
    </ListShown>
  );
}
