import type { GoodsCard } from '@shared/contract';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { Picture } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { go } from '../../state/routes';
import { QuickAdd } from './QuickAdd';
import { GoodsTags } from './tags';

/** A product in a list of a category. */
export function GoodsRow({ goods, isFirst }: { goods: GoodsCard; isFirst: boolean }) {
  return (
    <Tap
      className={`item ${isFirst ? 'is-first' : ''}`}
      role="link"
      label={goods.title}
      onTap={() => go.goods(goods.goodsId)}
    >
      <Picture picture={goods.picture} ground={goods.ground} size={92} />
      <View className="item-main">
        <View className="goods-name">{goods.title}</View>
        <View className="cap muted">{goods.subtitle}</View>
        <GoodsTags goods={goods} />
        <View className="item-end">
          <Amount units={goods.priceFen} asset="cash" size="lead" />
          {goods.isSoldOut ? null : <QuickAdd goods={goods} />}
        </View>
      </View>
    </Tap>
  );
}
