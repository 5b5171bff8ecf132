import type { GoodsView } from '@shared/contract';
import { Button as HostButton, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { Icon } from '../../components/Icon';
import { Tap } from '../../components/Tap';
import { refusalWords } from '../../copy/refusals';
import { newRequestId, queryClient, useAct, useSession } from '../../gateway';
import { go } from '../../state/routes';
import { GOODS_PAGE, sharedQuery } from './shared';

const say = (title: string) => void Taro.showToast({ title, icon: 'none' });

/** Marks a product to be found again, or no more. */
function FavouriteKey({ goods }: { goods: GoodsView }) {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const set = useAct('shop.setFavourite', ['shop.listFavourites']);
  const isOn = goods.mine?.isFavourite ?? false;
  const act = () => {
    if (!isSignedIn) return go.signIn();
    if (set.isPending) return undefined;
    const { goodsId } = goods;
    return set.mutate(
      { goodsId, isFavourite: !isOn, requestId: newRequestId() },
      {
        onSuccess: ({ isFavourite }) => {
          queryClient.setQueryData(['shop.viewGoods', { goodsId }], (now: GoodsView | undefined) =>
            now?.mine ? { ...now, mine: { ...now.mine, isFavourite } } : now,
          );
          say(isFavourite ? '已收藏' : '已取消收藏');
        },
        onError: (refused) => say(refusalWords(refused)),
      },
    );
  };
  return (
    <Tap
      role="checkbox"
      className={`bar-key ${isOn ? 'accent-ink' : ''}`}
      label={isOn ? '已收藏，取消收藏' : '收藏'}
      isOn={isOn}
      onTap={act}
    >
      <Icon name={isOn ? 'starfull' : 'star'} size={22} />
      <View>{isOn ? '已收藏' : '收藏'}</View>
    </Tap>
  );
}

const shareFace = (
  <>
    <Icon name="share" size={22} />
    <View>分享</View>
  </>
);

/** The page itself says what is shared: title and picture, nothing that anybody would earn. */
const WechatShare = (_props: { goods: GoodsView }) => (
  <HostButton className="bar-key host-button" openType="share" aria-label="分享">
    {shareFace}
  </HostButton>
);

function BrowserShare({ goods }: { goods: GoodsView }) {
  const copy = async () => {
    const { origin, pathname } = location;
    await Taro.setClipboardData({ data: `${origin}${pathname}#${GOODS_PAGE}?${sharedQuery(goods)}` });
    say('链接已复制');
  };
  return (
    <Tap
      className="bar-key"
      label="分享，复制链接"
      onTap={() => void copy().catch(() => say('没有复制成，可以抄地址栏'))}
    >
      {shareFace}
    </Tap>
  );
}

const Share = process.env.TARO_ENV === 'weapp' ? WechatShare : BrowserShare;

/** What one may do with a product besides buying it. */
export function GoodsKeys({ goods }: { goods: GoodsView }) {
  return (
    <View className="goods-keys">
      <FavouriteKey goods={goods} />
      <Share goods={goods} />
    </View>
  );
}
