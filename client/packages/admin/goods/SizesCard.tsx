import { View } from '@tarojs/components';
import { Link } from '../../../components/Button';
import { FieldFault } from '../../../components/form/FieldFault';
import { HeadTitle } from '../../../components/HeadTitle';
import { Input } from '../../../components/Input';
import { useMatrixClass } from '../parts/matrix';
import {
  type ChangeDraft,
  faultsOf,
  type GoodsDraft,
  keyOf,
  labelOf,
  type SizeDraft,
  soldSizes,
  withSize,
} from './draft';

interface SizesCardProps {
  readonly draft: GoodsDraft;
  /** Faults are told once saving was tried. */
  readonly tellsFaults: boolean;
  readonly onChange: ChangeDraft;
}

/** Price, cost and pieces of each size, one row a size. */
export function SizesCard({ draft, tellsFaults, onChange }: SizesCardProps) {
  const sold = soldSizes(draft);
  const isAlone = draft.sizes.length === 1;
  return (
    <View className={`card ${useMatrixClass()}`}>
      <View className="head is-close">
        <HeadTitle>价格与库存</HeadTitle>
      </View>
      <View className="matrix-head">
        <View className="matrix-name">{isAlone ? '' : `${sold.length} 款`}</View>
        <View className="matrix-cell">价</View>
        <View className="matrix-cell">成本</View>
        <View className="matrix-cell is-narrow">库存</View>
      </View>
      {draft.sizes.map((size) => (
        <SizeRow
          key={keyOf(size)}
          size={size}
          tellsFaults={tellsFaults}
          isAlone={isAlone}
          onChange={(changes) => onChange((now) => withSize(now, keyOf(size), changes))}
        />
      ))}
      <View className="cap muted mt8">成本是你要付给供货方的，买家看不到。库存 0 的照样显示，写缺货。</View>
    </View>
  );
}

const COLUMNS = [
  { key: 'price', words: '价', type: 'digit', max: 10 },
  { key: 'cost', words: '成本', type: 'digit', max: 10 },
  { key: 'stock', words: '库存', type: 'number', max: 8 },
] as const;

interface SizeRowProps {
  readonly size: SizeDraft;
  readonly tellsFaults: boolean;
  readonly isAlone: boolean;
  readonly onChange: (changes: Partial<SizeDraft>) => void;
}

function SizeRow({ size, tellsFaults, isAlone, onChange }: SizeRowProps) {
  const label = labelOf(size);
  if (!size.isSold)
    return (
      <View className="matrix-row">
        <View className="matrix-name muted">{label}</View>
        <View className="small muted">不卖</View>
        <Link label={`${label} 加上`} onTap={() => onChange({ isSold: true })}>
          加上
        </Link>
      </View>
    );
  const faults = faultsOf(size);
  // What is empty is not at fault before saving is tried; what is typed and cannot be read is at once.
  const told = COLUMNS.filter(({ key }) => faults[key] && (tellsFaults || size[key] !== ''));
  return (
    <View>
      <View className="matrix-row">
        <View className="matrix-name">
          <View>{label}</View>
          {isAlone ? null : (
            <Link isMuted label={`${label} 不卖`} onTap={() => onChange({ isSold: false })}>
              不卖
            </Link>
          )}
        </View>
        {COLUMNS.map(({ key, words, type, max }) => (
          <View key={key} className={`matrix-cell ${key === 'stock' ? 'is-narrow' : ''}`}>
            <Input
              className={`matrix-input ${told.some((one) => one.key === key) ? 'is-bad' : ''}`}
              type={type}
              maxlength={max}
              value={size[key]}
              aria-label={`${label} ${words}`}
              onInput={(event) => onChange({ [key]: event.detail.value })}
            />
          </View>
        ))}
      </View>
      <FieldFault words={told.map(({ key }) => faults[key]).join('；')} />
    </View>
  );
}
