import type { TopUpGoods } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Tap } from '../../../components/Tap';

interface AmountPickerProps {
  readonly skus: TopUpGoods['skus'];
  readonly chosen: string | null;
  readonly onChoose: (skuId: string) => void;
}

/** Sizes with what they are sold for, the smallest first. One that is not to be had stays in its place. */
export function AmountPicker({ skus, chosen, onChoose }: AmountPickerProps) {
  const inOrder = [...skus].sort((a, b) => a.priceFen - b.priceFen);
  return (
    <View className="card">
      <View className="faces" {...{ role: 'radiogroup' }} aria-label="面额">
        {inOrder.map(({ skuId, label, priceFen, isSoldOut }) => (
          <Tap
            key={skuId}
            role="radio"
            className={`face-one ${skuId === chosen ? 'is-on' : ''} ${isSoldOut ? 'is-off' : ''}`}
            isOn={skuId === chosen}
            isOff={isSoldOut}
            label={`${label}，${isSoldOut ? '今天没有' : `售 ${showPlain(priceFen, 'cash')}`}`}
            onTap={() => onChoose(skuId)}
          >
            <View className="face-sum">{label}</View>
            <View className="face-price">{isSoldOut ? '今天没有' : `售 ${showPlain(priceFen, 'cash')}`}</View>
          </Tap>
        ))}
      </View>
    </View>
  );
}
