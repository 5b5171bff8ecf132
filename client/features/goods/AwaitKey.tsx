import type { GoodsView } from '@shared/contract';
import Taro from '@tarojs/taro';
import { Button } from '../../components/Button';
import { refusalWords } from '../../copy/refusals';
import { newRequestId, queryClient, useAct, useSession } from '../../gateway';
import { go } from '../../state/routes';
import type { Sku } from './useSku';

/** Waits for a size that is sold out, or no more. */
export function AwaitKey({ goods, sku }: { goods: GoodsView; sku: Sku }) {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const wait = useAct('shop.awaitRestock', ['shop.listRestocks']);
  const { goodsId } = goods;
  const { skuId } = sku;
  const isAwaited = goods.mine?.awaited.includes(skuId) ?? false;
  const act = () => {
    if (!isSignedIn) return go.signIn();
    if (wait.isPending) return undefined;
    return wait.mutate(
      { goodsId, skuId, isAwaited: !isAwaited, requestId: newRequestId() },
      {
        onSuccess: (now) => {
          queryClient.setQueryData(['shop.viewGoods', { goodsId }], (page: GoodsView | undefined) =>
            page?.mine
              ? {
                  ...page,
                  mine: {
                    ...page.mine,
                    awaited: [...page.mine.awaited.filter((one) => one !== skuId), ...(now.isAwaited ? [skuId] : [])],
                  },
                }
              : page,
          );
          const title = now.isAwaited ? '登记了。到货后写在“我的 · 收藏”里' : '不再等了';
          void Taro.showToast({ title, icon: 'none' });
        },
        onError: (refused) => void Taro.showToast({ title: refusalWords(refused), icon: 'none' }),
      },
    );
  };
  return (
    <Button kind={isAwaited ? 'line' : 'filled'} isOff={wait.isPending} onTap={act}>
      {isAwaited ? '已登记，不等了' : '到货通知我'}
    </Button>
  );
}
