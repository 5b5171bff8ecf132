import { View } from '@tarojs/components';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { type ChangeDraft, faultsOf, type GoodsDraft, keyOf, labelOf, soldSizes, withSize } from './draft';

/** What one piece of each size weighs as it is sent: freight may go by it. */
export function WeightsCard({ draft, onChange }: { draft: GoodsDraft; onChange: ChangeDraft }) {
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>重量</HeadTitle>
      </View>
      {soldSizes(draft).map((size, at) => (
        <Field
          key={keyOf(size)}
          isFirst={at === 0}
          words={labelOf(size)}
          type="number"
          value={size.grams}
          max={7}
          hint="可以不填"
          unit="克"
          fault={faultsOf(size).grams}
          onInput={(grams) => onChange((now) => withSize(now, keyOf(size), { grams }))}
        />
      ))}
      <View className="cap muted mt8">连包装一件多重。运费按重量算时用；不填的只收首重。</View>
    </View>
  );
}
