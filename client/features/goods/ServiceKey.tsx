import type { GoodsView } from '@shared/contract';
import { View } from '@tarojs/components';
import { Icon } from '../../components/Icon';
import { ServiceEntry } from '../../components/ServiceEntry';

/** Leads to whom one may ask about a product. */
export function ServiceKey({ goods }: { goods: GoodsView }) {
  return (
    <ServiceEntry
      className="bar-key"
      label="客服"
      shopId={goods.shop.shopId}
      about={{ kind: 'goods', id: goods.goodsId, title: goods.title }}
    >
      <Icon name="talk" size={22} />
      <View>客服</View>
    </ServiceEntry>
  );
}
