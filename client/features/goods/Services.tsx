import type { GoodsView } from '@shared/contract';
import { showAmount } from '@shared/format';
import { View } from '@tarojs/components';
import { Chevron, Icon, type IconName } from '../../components/Icon';
import { Tap } from '../../components/Tap';
import { KIND_WAYS } from '../../copy/terms';
import { go } from '../../state/routes';
import type { SkuChoice } from './useSku';

/** What sending costs, as far as it can be said before there is an address. */
function freightWords({ freightFen, freeFreightFromFen, freightVaries }: GoodsView['shop']): string {
  if (freightVaries) return '运费看地址和件数，结算时写明';
  if (freightFen === 0) return '免运费';
  const freight = `运费 ${showAmount(freightFen, 'cash')}`;
  return freeFreightFromFen > 0 ? `${freight}，满 ${showAmount(freeFreightFromFen, 'cash')} 免` : freight;
}

interface Line {
  readonly icon: IconName;
  readonly name: string;
  readonly words: string;
  readonly onTap?: () => void;
}

const sendingOf = ({ kind, deliveryWord, shop }: GoodsView): Line =>
  kind === 'delivered'
    ? { icon: 'truck', name: '送达', words: [deliveryWord, freightWords(shop)].filter(Boolean).join(' · ') }
    : { icon: 'card', name: '使用', words: KIND_WAYS[kind] };

interface ServicesProps {
  readonly goods: GoodsView;
  readonly choice: SkuChoice;
  /** What coupons can be taken for it, in words; empty for none. */
  readonly coupons: string;
  readonly onChoose: () => void;
}

/** What is chosen, what can be taken off it, how it comes, and what holds afterwards. */
export function Services({ goods, choice, coupons, onChoose }: ServicesProps) {
  const chosen = choice.sku ? `${choice.sku.label} × ${choice.quantity}` : '请选规格';
  const lines: readonly Line[] = [
    { icon: 'box', name: '已选', words: chosen.replace(/^ × /, '× '), onTap: onChoose },
    { icon: 'card', name: '领券', words: coupons, onTap: () => go.coupons('take', goods.goodsId) },
    sendingOf(goods),
    { icon: 'return', name: '售后', words: goods.afterSalesWord },
  ];
  return (
    <View className="card card-tight">
      {lines
        .filter(({ words }) => words !== '')
        .map((line, place) => (
          <ServiceRow key={line.name} line={line} isFirst={place === 0} />
        ))}
    </View>
  );
}

function ServiceRow({ line, isFirst }: { line: Line; isFirst: boolean }) {
  const className = `row ${isFirst ? 'is-first' : ''}`;
  const inside = (
    <>
      <View className="muted flex">
        <Icon name={line.icon} size={20} />
      </View>
      <View className="muted still">{line.name}</View>
      <View className="grow small">{line.words}</View>
      {line.onTap ? <Chevron /> : null}
    </>
  );
  return line.onTap ? (
    <Tap className={className} onTap={line.onTap}>
      {inside}
    </Tap>
  ) : (
    <View className={className}>{inside}</View>
  );
}
