import { showAmount } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { Link } from '../../components/Button';
import { Tick } from '../../components/controls';
import { Picture } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { go } from '../../state/routes';
import { QuantityField } from './QuantityField';
import type { CartLine } from './useCart';

interface LineRowProps {
  readonly line: CartLine;
  readonly isTicked: boolean;
  readonly onTick: () => void;
  readonly onQuantity: (quantity: number) => void;
  readonly onRemove: () => void;
  readonly onFavour: () => void;
  /** Many are being chosen to be taken out: nothing else is done to one. */
  readonly isManaging: boolean;
}

/** So many of a line may be had: what is left, within the limit of its product. */
const mostOf = ({ stock, limitPerMember, boughtBefore }: CartLine): number =>
  Math.min(999, stock, limitPerMember > 0 ? limitPerMember - boughtBefore : 999);

/** One line that can be bought. */
export function LineRow({ line, isTicked, onTick, onQuantity, onRemove, onFavour, isManaging }: LineRowProps) {
  return (
    <View className="item">
      <View className="flex">
        <Tick label={line.title} isOn={isTicked} onTap={onTick} />
      </View>
      <Tap role="link" label={`看${line.title}`} onTap={() => go.goods(line.goodsId)}>
        <Picture picture={line.picture} ground={line.ground} size={84} />
      </Tap>
      <View className="item-main">
        <View className="goods-name">{line.title}</View>
        <View className="cap muted">{line.label}</View>
        <Told line={line} />
        <View className="item-end">
          <Amount units={line.priceFen} asset="cash" size="lead" />
          {isManaging ? (
            <View className="muted">× {line.quantity}</View>
          ) : (
            <QuantityField what={line.title} count={line.quantity} atMost={mostOf(line)} onChange={onQuantity} />
          )}
        </View>
        {isManaging ? null : (
          <View className="flex gap12 end">
            <Link isMuted label={`把${line.title}移入收藏`} onTap={onFavour}>
              移入收藏
            </Link>
            <Link isMuted label={`移走${line.title}`} onTap={onRemove}>
              移走
            </Link>
          </View>
        )}
      </View>
    </View>
  );
}

/** What changed of its price since it was laid in, its limit, and what is nearly gone. */
function Told({ line }: { line: CartLine }) {
  const { addedFen, priceFen, regularFen, limitPerMember, boughtBefore, isOfferUsed, stock, quantity } = line;
  const now = regularFen ?? priceFen;
  const words = [
    addedFen === null ? '' : `放进时 ${showAmount(addedFen, 'cash')}，现在 ${showAmount(now, 'cash')}`,
    regularFen === null ? '' : `限时价，平时 ${showAmount(regularFen, 'cash')}`,
    isOfferUsed ? '限时价的件数你买满了，按平时的价' : '',
    limitPerMember > 0 ? `每人限 ${limitPerMember} 件${boughtBefore > 0 ? `，已买 ${boughtBefore} 件` : ''}` : '',
    stock <= 5 || stock === quantity ? `只剩 ${stock} 件` : '',
  ].filter(Boolean);
  return words.length > 0 ? <View className="cap warn-ink">{words.join('，')}</View> : null;
}
