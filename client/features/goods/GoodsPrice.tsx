import type { GoodsCard } from '@shared/contract';
import { showPlain } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { Amount } from '../../components/Amount';

/** What a product costs now; beside a limited-time price the regular one, struck. */
export function GoodsPrice({ goods }: { goods: Pick<GoodsCard, 'priceFen' | 'regularFen'> }) {
  return (
    <View className="price-line">
      <Amount units={goods.priceFen} asset="cash" size="lead" />
      {goods.regularFen === null ? null : <WasPrice fen={goods.regularFen} />}
    </View>
  );
}

/** The regular price beside a limited-time one. */
export function WasPrice({ fen }: { fen: number }) {
  return (
    <Text className="cap muted was" aria-label={`平日价 ${showPlain(fen, 'cash')}`}>
      ¥{showPlain(fen, 'cash')}
    </Text>
  );
}
