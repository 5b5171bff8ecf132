import type { GoodsView } from '@shared/contract';
import { View } from '@tarojs/components';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { Badge, useCartCount } from '../../components/TabBar';
import { Tap } from '../../components/Tap';
import { go } from '../../state/routes';
import { ServiceKey } from './ServiceKey';

/** The foot of a product's page: whom to ask, the cart, and the two ways to buy. What is sold out can be waited for. */
export function GoodsBar({ goods, onOpen }: { goods: GoodsView; onOpen: () => void }) {
  const pieces = useCartCount();
  const isSoldOut = goods.skus.every((sku) => sku.stock === 0);
  return (
    <View className="bar">
      <ServiceKey goods={goods} />
      <Tap className="bar-key" label={pieces > 0 ? `购物车，${pieces} 件` : '购物车'} onTap={go.cart}>
        <Icon name="cart" size={22} />
        <View>购物车</View>
        <Badge count={pieces} />
      </Tap>
      <View className="btns grow">
        {isSoldOut ? (
          <Button onTap={onOpen}>卖完了，等到货</Button>
        ) : (
          <>
            <Button kind="line" onTap={onOpen}>
              加入购物车
            </Button>
            <Button onTap={onOpen}>立即购买</Button>
          </>
        )}
      </View>
    </View>
  );
}
