import { View } from '@tarojs/components';
import { headingProps } from '../../components/headingProps';
import { useRead } from '../../gateway';
import { GoodsTile } from './GoodsTile';

/** What else somebody who looks at a product may want. Nothing, rather than a fault, where it does not come. */
export function Alike({ goodsId }: { goodsId: string }) {
  const goods = useRead('shop.listAlike', { goodsId }).value?.goods ?? [];
  if (goods.length === 0) return null;
  return (
    <View>
      <View className="lead bold alike-head" {...headingProps(2)}>
        同类商品
      </View>
      <View className="grid2">
        {goods.map((one) => (
          <GoodsTile key={one.goodsId} goods={one} />
        ))}
      </View>
    </View>
  );
}
