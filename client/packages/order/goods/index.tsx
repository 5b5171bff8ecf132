import type { GoodsPage } from '@shared/contract';
import { showCount } from '@shared/format';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { Chevron, Icon, type IconName } from '../../../components/Icon';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown, Skeleton } from '../../../components/states';
import { Badge, useCartCount } from '../../../components/TabBar';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { Effects } from '../../../features/goods/Effects';
import { GoodsPictures } from '../../../features/goods/GoodsPictures';
import { WasPrice } from '../../../features/goods/GoodsPrice';
import { OfferLine } from '../../../features/goods/OfferLine';
import { SkuSheet } from '../../../features/goods/SkuSheet';
import { type SkuChoice, useSku } from '../../../features/goods/useSku';
import { queryClient, useAct, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

/** One product. */
export default function GoodsScreen() {
  const goodsId = decodeURIComponent(useRouter().params.id ?? '');
  const goods = useRead('shop.viewGoods', { goodsId });
  if (goods.value) return <Goods goods={goods.value} />;
  return (
    <Screen title="商品">
      <Shown of={goods} fault="商品没取到" skeleton={<GoodsSkeleton />}>
        {() => null}
      </Shown>
    </Screen>
  );
}

function Goods({ goods }: { goods: GoodsPage }) {
  const choice = useSku(goods);
  const isSignedIn = useSession((all) => all.isSignedIn);
  const add = useAct('shop.setCartLine');
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
    if (!isSignedIn) return go.signIn();
    if (!choice.sku) return undefined;
    setOpen(false);
    return go.checkout([{ skuId: choice.sku.skuId, quantity: choice.quantity }]);
  };
  return (
    <Screen
      title="商品"
      isFlush
      foot={<GoodsBar isSoldOut={!goods.skus.some((sku) => sku.stock > 0)} onOpen={() => setOpen(true)} />}
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
          <View className="flex baseline between gap12 wraps">
            <View className="price-line">
              <Amount units={choice.sku?.priceFen ?? goods.priceFen} asset="cash" size="hero" />
              {choice.sku?.regularFen ? <WasPrice fen={choice.sku.regularFen} /> : null}
            </View>
            <View className="small muted">
              {goods.soldCount > 0 ? `已售 ${showCount(goods.soldCount)} ${goods.unitWord}` : ''}
            </View>
          </View>
          <View className="title bold mt4">{goods.title}</View>
          <View className="small muted">
            {goods.subtitle} · {goods.shop.name}
          </View>
        </View>
        {goods.offer && choice.sku?.regularFen ? <OfferLine offer={goods.offer} unitWord={goods.unitWord} /> : null}
        <Promises goods={goods} choice={choice} onChoose={() => setOpen(true)} />
        {choice.sku ? <Effects goods={goods} sku={choice.sku} /> : null}
        {goods.detail.length > 0 ? (
          <View className="card">
            <View className="head">
              <View className="head-title">商品介绍</View>
            </View>
            <View className="flow gap8 small">
              {goods.detail.map((line) => (
                <View key={line}>{line}</View>
              ))}
            </View>
          </View>
        ) : null}
      </View>
    </Screen>
  );
}

function Promises({ goods, choice, onChoose }: { goods: GoodsPage; choice: SkuChoice; onChoose: () => void }) {
  const rows: readonly { icon: IconName; name: string; words: string; onTap?: () => void }[] = [
    {
      icon: 'box',
      name: '已选',
      words: choice.sku ? `${choice.sku.label} × ${choice.quantity}` : '请选规格',
      onTap: onChoose,
    },
    { icon: 'truck', name: '送达', words: goods.deliveryWord },
    { icon: 'return', name: '售后', words: goods.afterSalesWord },
  ];
  return (
    <View className="card card-tight">
      {rows
        .filter((row) => row.words !== '')
        .map((row, place) => {
          const inside = (
            <>
              <View className="muted flex">
                <Icon name={row.icon} size={20} />
              </View>
              <View className="muted still">{row.name}</View>
              <View className="grow small">{row.words}</View>
              {row.onTap ? <Chevron /> : null}
            </>
          );
          const className = `row ${place === 0 ? 'is-first' : ''}`;
          return row.onTap ? (
            <Tap key={row.name} className={className} onTap={row.onTap}>
              {inside}
            </Tap>
          ) : (
            <View key={row.name} className={className}>
              {inside}
            </View>
          );
        })}
    </View>
  );
}

function GoodsBar({ isSoldOut, onOpen }: { isSoldOut: boolean; onOpen: () => void }) {
  const pieces = useCartCount();
  return (
    <View className="bar">
      <Tap className="bar-key" label={pieces > 0 ? `购物车，${pieces} 件` : '购物车'} onTap={go.cart}>
        <Icon name="cart" size={22} />
        <View>购物车</View>
        <Badge count={pieces} />
      </Tap>
      <View className="btns grow">
        <Button kind="line" isOff={isSoldOut} onTap={onOpen}>
          加入购物车
        </Button>
        <Button isOff={isSoldOut} onTap={onOpen}>
          {isSoldOut ? '卖完了' : '立即购买'}
        </Button>
      </View>
    </View>
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
