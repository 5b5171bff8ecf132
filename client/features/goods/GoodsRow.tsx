import type { GoodsCard } from '@shared/contract';
import { showCount } from '@shared/format';
import { View } from '@tarojs/components';
import { Picture } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { go } from '../../state/routes';
import { GoodsPrice } from './GoodsPrice';
import { QuickAdd } from './QuickAdd';
import { GoodsTags } from './tags';

/** A product in a list. `showsSold`: with the pieces that the list may be sorted by, and the shop it is of. */
export function GoodsRow({ goods, isFirst, showsSold }: { goods: GoodsCard; isFirst: boolean; showsSold?: boolean }) {
  return (
    <View className={`item ${isFirst ? 'is-first' : ''}`}>
      <Picture picture={goods.picture} ground={goods.ground} size={92} />
      <View className="item-main">
        <Tap className="goods-name stretch" role="link" onTap={() => go.goods(goods.goodsId)}>
          {goods.title}
        </Tap>
        <View className="cap muted">
          {[goods.subtitle, showsSold ? goods.shopName : ''].filter(Boolean).join(' · ')}
        </View>
        <GoodsTags goods={goods} />
        <View className="item-end">
          <View className="price-line">
            <GoodsPrice goods={goods} />
            {showsSold && goods.soldCount > 0 ? (
              <View className="cap muted">已售 {showCount(goods.soldCount)}</View>
            ) : null}
          </View>
          {goods.isSoldOut ? null : <QuickAdd goods={goods} />}
        </View>
      </View>
    </View>
  );
}
