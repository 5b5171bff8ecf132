import type { GoodsView } from '@shared/contract';
import { showCount } from '@shared/format';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { HeadTitle } from '../../../components/HeadTitle';
import { headingProps } from '../../../components/headingProps';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown, Skeleton } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useGoodsCoupons } from '../../../features/coupons/useGoodsCoupons';
import { Alike } from '../../../features/goods/Alike';
import { Effects } from '../../../features/goods/Effects';
import { GoodsBar } from '../../../features/goods/GoodsBar';
import { GoodsKeys } from '../../../features/goods/GoodsKeys';
import { GoodsPictures } from '../../../features/goods/GoodsPictures';
import { WasPrice } from '../../../features/goods/GoodsPrice';
import { OfferLine } from '../../../features/goods/OfferLine';
import { Services } from '../../../features/goods/Services';
import { SkuSheet } from '../../../features/goods/SkuSheet';
import { useNoteLook } from '../../../features/goods/useNoteLook';
import { useSku } from '../../../features/goods/useSku';
import { useWechatShare } from '../../../features/goods/useWechatShare';
import { sceneOf } from '../../../features/invitation/sceneOf';
import { GoodsReviews } from '../../../features/reviews/GoodsReviews';
import { TermsCard } from '../../../features/vouchers/TermsCard';
import { queryClient, useAct, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

/** One product. */
export default function GoodsScreen() {
  const { id, scene } = useRouter().params;
  // A code of WeChat's names the product in its scene.
  const goodsId = id ? decodeURIComponent(id) : (sceneOf(scene).goodsId ?? '');
  const goods = useRead('shop.viewGoods', { goodsId });
  useWechatShare(goods.value);
  if (goods.value) return <Goods goods={goods.value} />;
  return (
    <Screen title="商品">
      <Shown of={goods} fault="商品没取到" skeleton={<GoodsSkeleton />}>
        {() => null}
      </Shown>
    </Screen>
  );
}

function Goods({ goods }: { goods: GoodsView }) {
  const choice = useSku(goods);
  useNoteLook(goods);
  const isSignedIn = useSession((all) => all.isSignedIn);
  const add = useAct('shop.setCartLine');
  const coupons = useGoodsCoupons(goods.goodsId);
  const [isOpen, setOpen] = useState(false);

  const addToCart = () => {
    if (!isSignedIn) return go.signIn();
    if (!choice.sku) return undefined;
    return add.mutate(
      { goodsId: goods.goodsId, skuId: choice.sku.skuId, quantity: choice.quantity, add: true, isChosen: true },
      {
        onSuccess: (cart) => {
          queryClient.setQueryData(['shop.viewCart', {}], cart);
          setOpen(false);
          void Taro.showToast({ title: '已加入购物车', icon: 'success' });
        },
      },
    );
  };
  const buy = () => {
    // What it is topped up to is asked there.
    if (goods.kind === 'topUp') return go.topUps(goods.goodsId);
    if (!isSignedIn) return go.signIn();
    if (!choice.sku) return undefined;
    setOpen(false);
    return go.checkout([{ skuId: choice.sku.skuId, quantity: choice.quantity }]);
  };
  // Days come first: what is left and what it costs goes by them.
  const open = () => (goods.stay ? go.nights(goods.goodsId) : setOpen(true));
  const sold = goods.soldCount > 0 ? `已售 ${showCount(goods.soldCount)} ${goods.unitWord}` : '';
  const under = [goods.subtitle, goods.shop.name, sold].filter(Boolean);
  return (
    <Screen
      title="商品"
      isFlush
      foot={<GoodsBar goods={goods} onOpen={open} />}
      over={
        <SkuSheet
          goods={goods}
          choice={choice}
          isOpen={isOpen}
          isBusy={add.isPending}
          fault={add.error ? refusalWords(add.error) : null}
          onClose={() => setOpen(false)}
          onAdd={addToCart}
          onBuy={buy}
        />
      }
    >
      <GoodsPictures pictures={goods.pictures} ground={goods.ground} />
      <View className="pad flow gap12 goods-body">
        <View>
          <View className="flex between gap12">
            <View className="price-line">
              <Amount units={choice.sku?.priceFen ?? goods.priceFen} asset="cash" size="hero" />
              {choice.sku?.regularFen ? <WasPrice fen={choice.sku.regularFen} /> : null}
            </View>
            <GoodsKeys goods={goods} />
          </View>
          <View className="title bold mt4" {...headingProps(2)}>
            {goods.title}
          </View>
          <View className="small muted">{under.join(' · ')}</View>
        </View>
        {goods.offer && choice.sku?.regularFen ? (
          <OfferLine offer={goods.offer} unitWord={goods.unitWord} bought={goods.mine?.boughtAtOffer ?? 0} />
        ) : null}
        <Services goods={goods} choice={choice} coupons={coupons} onChoose={open} />
        <TermsCard terms={goods.voucher} />
        {choice.sku ? <Effects goods={goods} sku={choice.sku} /> : null}
        <GoodsReviews goods={goods} />
        <View className="card card-tight">
          <Row
            isFirst
            title={goods.shop.name}
            sub={goods.shop.notice || undefined}
            value={<View className="small muted">进店看看</View>}
            label={`进店看看，${goods.shop.name}`}
            onTap={() => go.shop(goods.shop.shopId)}
          />
        </View>
        {goods.detail.length > 0 ? (
          <View className="card">
            <View className="head">
              <HeadTitle>商品介绍</HeadTitle>
            </View>
            <View className="flow gap8 small">
              {goods.detail.map((line) => (
                <View key={line}>{line}</View>
              ))}
            </View>
          </View>
        ) : null}
        <Alike goodsId={goods.goodsId} />
      </View>
    </Screen>
  );
}

function GoodsSkeleton() {
  return (
    <>
      <Skeleton height={288} />
      <Skeleton height={44} width="48%" />
      <Skeleton height={28} />
      <CardSkeleton height={168} />
    </>
  );
}
