import { View } from '@tarojs/components';
import { Link } from '../../components/Button';
import { headingProps } from '../../components/headingProps';
import { Picture } from '../../components/Picture';
import { go } from '../../state/routes';
import { type CartLine, piecesOf } from './useCart';

const BLOCKED_WORDS = {
  soldOut: () => '卖完了',
  offShelf: () => '已下架',
  sizeGone: () => '这个规格没有了',
  tooFew: ({ stock }) => `只剩 ${stock} 件`,
  overLimit: ({ limitPerMember, boughtBefore }) =>
    `每人限 ${limitPerMember} 件${boughtBefore > 0 ? `，已买 ${boughtBefore} 件` : ''}`,
} as const satisfies Record<NonNullable<CartLine['blockedBy']>, (line: CartLine) => string>;

/** So many could be bought of it, were it fewer; 0 where none can. */
const couldBe = ({ blockedBy, stock, limitPerMember, boughtBefore }: CartLine): number =>
  blockedBy === 'tooFew'
    ? stock
    : blockedBy === 'overLimit'
      ? Math.max(0, Math.min(stock, limitPerMember - boughtBefore))
      : 0;

interface BlockedCardProps {
  readonly lines: readonly CartLine[];
  readonly onRemove: (lines: readonly CartLine[]) => void;
  readonly onQuantity: (line: CartLine, quantity: number) => void;
}

/** What cannot be bought as it is, apart from the rest: why, and what helps. */
export function BlockedCard({ lines, onRemove, onQuantity }: BlockedCardProps) {
  return (
    <View className="card">
      <View className="head">
        <View className="muted" {...headingProps(2)}>
          买不了的 {piecesOf(lines)} 件
        </View>
        <Link label="移走买不了的" onTap={() => onRemove(lines)}>
          移走
        </Link>
      </View>
      {lines.map((line, place) => (
        <View key={line.skuId} className={`item ${place === 0 ? 'is-first' : ''}`}>
          <View className="faded">
            <Picture picture={line.picture} ground={line.ground} size={64} />
          </View>
          <View className="item-main">
            <View className="goods-name muted">{line.title}</View>
            <View className="cap muted">
              {[line.label, `× ${line.quantity}`, BLOCKED_WORDS[line.blockedBy ?? 'soldOut'](line)]
                .filter(Boolean)
                .join('，')}
            </View>
            <View className="item-end">
              <View />
              <Way line={line} onQuantity={onQuantity} onRemove={onRemove} />
            </View>
          </View>
        </View>
      ))}
    </View>
  );
}

function Way({ line, onQuantity, onRemove }: { line: CartLine } & Omit<BlockedCardProps, 'lines'>) {
  const fewer = couldBe(line);
  // What is off the shelf has no page any more.
  if (line.blockedBy === 'offShelf')
    return (
      <Link label={`移走${line.title}`} onTap={() => onRemove([line])}>
        移走
      </Link>
    );
  if (fewer > 0)
    return (
      <Link label={`${line.title}改成 ${fewer} 件`} onTap={() => onQuantity(line, fewer)}>
        改成 {fewer} 件
      </Link>
    );
  return (
    <Link label={`看看${line.title}`} onTap={() => go.goods(line.goodsId)}>
      {line.blockedBy === 'soldOut' ? '到货通知我' : '看看别的规格'}
    </Link>
  );
}
