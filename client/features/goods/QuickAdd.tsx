import type { GoodsCard } from '@shared/contract';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Icon } from '../../components/Icon';
import { Tap } from '../../components/Tap';
import { refusalWords } from '../../copy/refusals';
import { queryClient, useAct, useSession } from '../../gateway';
import { go } from '../../state/routes';

const DONE_MS = 1_200;

/** The + of a product: one piece into the cart; opens the product where there is a choice to make. */
export function QuickAdd({ goods }: { goods: GoodsCard }) {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const add = useAct('shop.setCartLine');
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return undefined;
    const timer = setTimeout(() => setDone(false), DONE_MS);
    return () => clearTimeout(timer);
  }, [isDone]);

  const act = () => {
    if (goods.hasSeveralSkus || goods.quickSkuId === null) return go.goods(goods.goodsId);
    if (!isSignedIn) return go.signIn();
    if (add.isPending) return undefined;
    return add.mutate(
      { goodsId: goods.goodsId, skuId: goods.quickSkuId, quantity: 1, add: true, isChosen: true },
      {
        onSuccess: (cart) => {
          queryClient.setQueryData(['shop.viewCart', {}], cart);
          setDone(true);
        },
        onError: (refused) => void Taro.showToast({ title: refusalWords(refused), icon: 'none' }),
      },
    );
  };
  const words = goods.hasSeveralSkus ? `选${goods.title}的规格` : `把${goods.title}加入购物车`;
  return (
    <Tap className="add" label={isDone ? '已加入购物车' : words} onTap={act}>
      <View className="add-face">
        <Icon name={isDone ? 'check' : 'plus'} size={18} />
      </View>
    </Tap>
  );
}
