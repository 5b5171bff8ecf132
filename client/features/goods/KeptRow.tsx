import type { GoodsCard } from '@shared/contract';
import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Amount } from '../../components/Amount';
import { Icon } from '../../components/Icon';
import { Picture } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { go } from '../../state/routes';

interface KeptRowProps {
  readonly goods: Pick<GoodsCard, 'goodsId' | 'title' | 'subtitle' | 'picture' | 'ground' | 'priceFen'>;
  readonly isOnShelf?: boolean;
  readonly isSoldOut?: boolean;
  /** What is to be said beside the price. */
  readonly told?: ReactNode;
  readonly isFirst: boolean;
  /** What the key at its end does, in words. */
  readonly removeWords: string;
  readonly isBusy?: boolean;
  readonly onRemove: () => void;
}

/** A product in a list of one's own. What can't be had any more stays, says so, and can be taken out. */
export function KeptRow({
  goods,
  isOnShelf = true,
  isSoldOut,
  told,
  isFirst,
  removeWords,
  isBusy,
  onRemove,
}: KeptRowProps) {
  const state = isOnShelf ? (isSoldOut ? '缺货' : '') : '已下架';
  return (
    <View className={`item ${isFirst ? 'is-first' : ''}`}>
      <Tap
        className={`kept ${state ? 'is-gone' : ''}`}
        role="link"
        label={[goods.title, state].filter(Boolean).join('，')}
        isOff={!isOnShelf}
        onTap={() => go.goods(goods.goodsId)}
      >
        <Picture picture={goods.picture} ground={goods.ground} size={84} />
        <View className="item-main">
          <View className="goods-name">{goods.title}</View>
          <View className="cap muted">{goods.subtitle}</View>
          <View className="item-end">
            <Amount units={goods.priceFen} asset="cash" size="lead" />
            {state ? <Text className="tag">{state}</Text> : null}
          </View>
          {told ? <View className="cap">{told}</View> : null}
        </View>
      </Tap>
      <Tap className="kept-out" label={`${removeWords}：${goods.title}`} isOff={isBusy} onTap={onRemove}>
        <Icon name="trash" size={20} />
      </Tap>
    </View>
  );
}
