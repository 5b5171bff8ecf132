import type { SeriesCard } from '@shared/contract';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { AssetChip } from '../../components/Asset';

interface PriceProps {
  readonly price: SeriesCard['price'];
  readonly size?: 'lead' | 'figure';
}

/** What an edition is taken for: a figure and its asset. Appreciating points are paid by what they are worth. */
export const Price = ({ price: { asset, units }, size = 'lead' }: PriceProps) => (
  <View className="price-line">
    <Amount units={units} asset={asset === 'appreciating' ? 'cash' : asset} size={size} />
    <AssetChip asset={asset} {...(asset === 'appreciating' ? { words: '等值增值积分' } : {})} />
  </View>
);
