import { View } from '@tarojs/components';
import { useState } from 'react';
import { Link } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { Note } from '../../components/Note';
import { Screen } from '../../components/Screen';
import { CardSkeleton, EmptyState, Shown, SignInState } from '../../components/states';
import { refusalWords } from '../../copy/refusals';
import { BlockedCard } from '../../features/cart/BlockedCard';
import { ManageBar, SettleBar } from '../../features/cart/bars';
import { LineRow } from '../../features/cart/LineRow';
import { ShopCard } from '../../features/cart/ShopCard';
import { type CartLine, useCart } from '../../features/cart/useCart';
import { go } from '../../state/routes';

/** The cart: lines of every shop, any of which are settled together. */
export default function CartPage() {
  const { isSignedIn, cart, fault, ...acts } = useCart();
  const [isManaging, setManaging] = useState(false);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  /** Something was taken out from this page, and can be laid back. */
  const [hasRemoved, setRemoved] = useState(false);
  const lines = cart.value?.shops.flatMap((shop) => shop.lines) ?? [];
  const isTicked = (line: CartLine) => (isManaging ? ticked.includes(line.skuId) : line.isChosen);
  const tick = (some: readonly CartLine[], isOn: boolean) => {
    if (!isManaging) return acts.choose(some, isOn);
    const others = ticked.filter((skuId) => !some.some((line) => line.skuId === skuId));
    return setTicked(isOn ? [...others, ...some.map(({ skuId }) => skuId)] : others);
  };
  const remove = (some: readonly CartLine[]) =>
    acts.remove(some, () => {
      setRemoved(true);
      setTicked([]);
    });
  const setMode = (isOn: boolean) => {
    setManaging(isOn);
    setTicked([]);
  };
  const bar =
    !cart.value || lines.length === 0 ? null : isManaging ? (
      <ManageBar
        lines={lines}
        ticked={lines.filter(isTicked)}
        onTick={tick}
        onRemove={() => remove(lines.filter(isTicked))}
      />
    ) : (
      <SettleBar cart={cart.value} lines={lines} onChoose={tick} />
    );
  return (
    <Screen tab="cart" title="购物车" foot={isSignedIn ? bar : null}>
      {!isSignedIn ? (
        <SignInState words="登录后，挑好的商品会留在这里。" />
      ) : (
        <Shown of={cart} fault="购物车没取到" skeleton={<CardSkeleton height={280} />}>
          {(value) => (
            <>
              {lines.length > 0 ? (
                <View className="flex between">
                  <View className="small muted">共 {value.count} 件</View>
                  <Link onTap={() => setMode(!isManaging)}>{isManaging ? '完成' : '管理'}</Link>
                </View>
              ) : null}
              {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
              {hasRemoved && value.removedCount > 0 ? (
                <Undo pieces={value.removedCount} onUndo={acts.restore} onClose={() => setRemoved(false)} />
              ) : null}
              {value.shops.length === 0 && value.blocked.length === 0 ? <EmptyCart /> : null}
              {value.shops.map((shop) => (
                <ShopCard key={shop.shopId} shop={shop} isTicked={isTicked} onTick={tick}>
                  {shop.lines.map((line) => (
                    <LineRow
                      key={line.skuId}
                      line={line}
                      isManaging={isManaging}
                      isTicked={isTicked(line)}
                      onTick={() => tick([line], !isTicked(line))}
                      onQuantity={(quantity) => acts.setQuantity(line, quantity)}
                      onRemove={() => remove([line])}
                      onFavour={() => acts.favour(line, () => setRemoved(true))}
                    />
                  ))}
                </ShopCard>
              ))}
              {value.blocked.length > 0 ? (
                <BlockedCard lines={value.blocked} onRemove={remove} onQuantity={acts.setQuantity} />
              ) : null}
            </>
          )}
        </Shown>
      )}
    </Screen>
  );
}

/** What was taken out, and the way to lay it back: nothing is lost. */
function Undo({ pieces, onUndo, onClose }: { pieces: number; onUndo: () => void; onClose: () => void }) {
  return (
    <View className="note" {...{ role: 'status' }}>
      <Icon name="trash" size={18} />
      <View className="grow">移走了 {pieces} 件。</View>
      <Link
        label="放回移走的"
        onTap={() => {
          onUndo();
          onClose();
        }}
      >
        放回
      </Link>
    </View>
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
