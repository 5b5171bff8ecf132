import { showAmount } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Tick } from '../../components/controls';
import { HeadTitle } from '../../components/HeadTitle';
import { type CartLine, type CartShop, chosenOf } from './useCart';

interface ShopCardProps {
  readonly shop: CartShop;
  readonly isTicked: (line: CartLine) => boolean;
  readonly onTick: (lines: readonly CartLine[], isOn: boolean) => void;
  readonly children: ReactNode;
}

/** The lines of one shop, chosen by one tick, and what sending them costs. */
export function ShopCard({ shop, isTicked, onTick, children }: ShopCardProps) {
  const isWhole = shop.lines.every(isTicked);
  return (
    <View className="card card-low">
      <View className="head">
        <View className="flex gap12 grow">
          <Tick label={`全选${shop.name}`} isOn={isWhole} onTap={() => onTick(shop.lines, !isWhole)} />
          <HeadTitle>{shop.name}</HeadTitle>
        </View>
        {shop.takesStable ? <View className="head-right">收恒定积分</View> : null}
      </View>
      {children}
      {chosenOf(shop.lines).length > 0 ? <FreightRow shop={shop} /> : null}
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
  const { toFreeFreightFen, freeFreightFromFen } = shop;
  return (
    <View className="row small wraps">
      <View className="row-main">
        商品额 {showAmount(shop.chosenGoodsFen, 'cash')}，{freightWords(shop)}
      </View>
      {toFreeFreightFen > 0 ? (
        <View className="muted">还差 {showAmount(toFreeFreightFen, 'cash')} 免运费</View>
      ) : freeFreightFromFen > 0 ? (
        <View className="muted">满 {showAmount(freeFreightFromFen, 'cash')} 免运费</View>
      ) : null}
    </View>
  );
}
