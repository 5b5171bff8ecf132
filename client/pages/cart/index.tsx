import type { Cart } from '@shared/contract';
import { showAmount } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../components/Amount';
import { Button, Link } from '../../components/Button';
import { Stepper, Tick } from '../../components/controls';
import { Note } from '../../components/Note';
import { Picture } from '../../components/Picture';
import { Screen } from '../../components/Screen';
import { CardSkeleton, EmptyState, Shown, SignInState } from '../../components/states';
import { Tap } from '../../components/Tap';
import { refusalWords } from '../../copy/refusals';
import { type CartLine, type CartShop, useCart } from '../../features/cart/useCart';
import { useNetwork } from '../../gateway';
import { go } from '../../state/routes';

const BLOCKED_WORDS = {
  soldOut: '卖完了',
  offShelf: '已下架',
  tooFew: '库存不够，改少数量就能买',
} as const satisfies Record<NonNullable<CartLine['blockedBy']>, string>;

const chosenOf = (shop: CartShop): CartLine[] => shop.lines.filter((line) => line.isChosen);

const piecesOf = (lines: readonly CartLine[]): number => lines.reduce((sum, line) => sum + line.quantity, 0);

/** The shop whose lines the bar at the foot settles: an order is of one shop. */
function activeShop(cart: Cart, wanted: string | null): CartShop | undefined {
  const named = cart.shops.find((shop) => shop.shopId === wanted);
  if (named && chosenOf(named).length > 0) return named;
  return cart.shops.find((shop) => chosenOf(shop).length > 0) ?? named ?? cart.shops[0];
}

/** The cart. One shop is settled at a time; the others' lines stay for the next order. */
export default function CartPage() {
  const { isSignedIn, cart, fault, ...acts } = useCart();
  const [shopId, setShopId] = useState<string | null>(null);
  const active = isSignedIn && cart.value ? activeShop(cart.value, shopId) : undefined;
  return (
    <Screen tab="cart" title="购物车" foot={active ? <SettleBar shop={active} onChoose={acts.choose} /> : null}>
      {!isSignedIn ? (
        <SignInState words="登录后，挑好的商品会留在这里。" />
      ) : (
        <Shown of={cart} fault="购物车没取到" skeleton={<CardSkeleton height={280} />}>
          {(value) => (
            <>
              {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
              {value.shops.length === 0 && value.blocked.length === 0 ? <EmptyCart /> : null}
              {value.shops.map((shop) => (
                <ShopCard
                  key={shop.shopId}
                  shop={shop}
                  isActive={shop.shopId === active?.shopId}
                  onChoose={(lines, isChosen) => {
                    if (isChosen) setShopId(shop.shopId);
                    acts.choose(lines, isChosen);
                  }}
                  onQuantity={acts.setQuantity}
                  onRemove={(line) => acts.remove([line])}
                />
              ))}
              {value.shops.length > 1 ? <Note>一次结算一家店。其他店的商品留在购物车里。</Note> : null}
              {value.blocked.length > 0 ? (
                <BlockedCard lines={value.blocked} onRemove={() => acts.remove(value.blocked)} />
              ) : null}
            </>
          )}
        </Shown>
      )}
    </Screen>
  );
}

function EmptyCart() {
  return (
    <EmptyState
      icon="cart"
      title="购物车是空的"
      words="挑好的商品会留在这里。"
      act={{ words: '去看看商品', onTap: go.category }}
    />
  );
}

interface ShopCardProps {
  readonly shop: CartShop;
  readonly isActive: boolean;
  readonly onChoose: (lines: readonly CartLine[], isChosen: boolean) => void;
  readonly onQuantity: (line: CartLine, quantity: number) => void;
  readonly onRemove: (line: CartLine) => void;
}

function ShopCard({ shop, isActive, onChoose, onQuantity, onRemove }: ShopCardProps) {
  const isOn = (line: CartLine) => isActive && line.isChosen;
  const isWhole = shop.lines.every(isOn);
  return (
    <View className="card card-low">
      <View className="head">
        <View className="flex gap12 grow">
          <Tick label={`全选${shop.name}`} isOn={isWhole} onTap={() => onChoose(shop.lines, !isWhole)} />
          <View className="head-title">{shop.name}</View>
        </View>
        {shop.takesStable ? <View className="head-right">收恒定积分</View> : null}
      </View>
      {shop.lines.map((line) => (
        <View key={line.skuId} className="item">
          <View className="flex">
            <Tick label={line.title} isOn={isOn(line)} onTap={() => onChoose([line], !isOn(line))} />
          </View>
          <Tap role="link" label={line.title} onTap={() => go.goods(line.goodsId)}>
            <Picture picture={line.picture} ground={line.ground} size={84} />
          </Tap>
          <View className="item-main">
            <View className="goods-name">{line.title}</View>
            <View className="flex between gap12">
              <View className="cap muted">{line.label}</View>
              <Link isMuted label={`移走${line.title}`} onTap={() => onRemove(line)}>
                移走
              </Link>
            </View>
            <View className="item-end">
              <Amount units={line.priceFen} asset="cash" size="lead" />
              <Stepper
                what={line.title}
                count={line.quantity}
                atMost={Math.min(999, line.stock)}
                onChange={(count) => onQuantity(line, count)}
              />
            </View>
          </View>
        </View>
      ))}
      {isActive && chosenOf(shop).length > 0 ? <FreightRow shop={shop} /> : null}
    </View>
  );
}

/** A cart has no place: where freight goes by places its figure is that of most of them. */
function freightWords({ freightFen, isFreightByPlace }: CartShop): string {
  if (isFreightByPlace)
    return freightFen === 0 ? '运费选地址后算' : `运费 ${showAmount(freightFen, 'cash')} 起，选地址后算`;
  return freightFen === 0 ? '已免运费' : `运费 ${showAmount(freightFen, 'cash')}`;
}

function FreightRow({ shop }: { shop: CartShop }) {
  return (
    <View className="row small wraps">
      <View className="row-main">
        商品额 {showAmount(shop.chosenGoodsFen, 'cash')}，{freightWords(shop)}
      </View>
      {shop.freeFreightFromFen > 0 ? (
        <View className="muted">满 {showAmount(shop.freeFreightFromFen, 'cash')} 免运费</View>
      ) : null}
    </View>
  );
}

function BlockedCard({ lines, onRemove }: { lines: readonly CartLine[]; onRemove: () => void }) {
  return (
    <View className="card">
      <View className="head">
        <View className="muted">买不了的 {piecesOf(lines)} 件</View>
        <Link onTap={onRemove}>移走</Link>
      </View>
      {lines.map((line, place) => (
        <View key={line.skuId} className={`item ${place === 0 ? 'is-first' : ''}`}>
          <View className="faded">
            <Picture picture={line.picture} ground={line.ground} size={64} />
          </View>
          <View className="item-main">
            <View className="goods-name muted">{line.title}</View>
            <View className="cap muted">
              {line.label}，{BLOCKED_WORDS[line.blockedBy ?? 'soldOut']}
            </View>
            <View className="item-end">
              <View />
              <Link onTap={() => go.goods(line.goodsId)}>看看别的规格</Link>
            </View>
          </View>
        </View>
      ))}
    </View>
  );
}

function SettleBar({
  shop,
  onChoose,
}: {
  shop: CartShop;
  onChoose: (lines: readonly CartLine[], isChosen: boolean) => void;
}) {
  const isOnline = useNetwork((all) => all.isOnline);
  const chosen = chosenOf(shop);
  const isWhole = chosen.length === shop.lines.length;
  const canSettle = chosen.length > 0 && isOnline;
  return (
    <View className="bar bar-line">
      <Tap
        role="checkbox"
        className="flex gap8 choose-all"
        isOn={isWhole}
        label={`全选${shop.name}`}
        onTap={() => onChoose(shop.lines, !isWhole)}
      >
        <View className={`ck ${isWhole ? 'is-on' : ''}`} aria-hidden="true">
          <View className="ic ic-14 ic-check" />
        </View>
        <View className="small">全选</View>
      </Tap>
      <View className="grow end settle-sum">
        <Amount units={shop.chosenGoodsFen} asset="cash" size="title" />
        <View className="cap muted">积分在下一步抵</View>
      </View>
      <Button isOff={!canSettle} onTap={() => go.checkout(chosen.map(({ skuId, quantity }) => ({ skuId, quantity })))}>
        {!isOnline ? '联网后结算' : chosen.length === 0 ? '先选商品' : `结算 ${piecesOf(chosen)} 件`}
      </Button>
    </View>
  );
}
