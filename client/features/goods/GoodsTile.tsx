import type { GoodsCard } from '@shared/contract';
import { View } from '@tarojs/components';
import { Picture } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { go } from '../../state/routes';
import { GoodsPrice } from './GoodsPrice';
import { QuickAdd } from './QuickAdd';
import { GoodsTags } from './tags';

/** A product in the grid of home. */
export function GoodsTile({ goods }: { goods: GoodsCard }) {
  return (
    <View className="good">
      <Picture picture={goods.picture} ground={goods.ground} className="good-pic" />
      <View className="good-body">
        <Tap className="goods-name stretch" role="link" onTap={() => go.goods(goods.goodsId)}>
          {goods.title}
        </Tap>
        <View className="cap muted">{goods.subtitle}</View>
        <GoodsTags goods={goods} />
        <View className="good-foot">
          <GoodsPrice goods={goods} />
          {goods.isSoldOut ? null : <QuickAdd goods={goods} />}
        </View>
      </View>
    </View>
  );
}
