import type { GoodsCard } from '@shared/contract';
import { showPercent } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { COUNTED_WORDS, PLAN_ASSETS } from '../../copy/terms';

/** Which plans count a product, and how much of it points may pay. Says so as well when none does. */
export function GoodsTags({
  goods,
}: {
  goods: Pick<GoodsCard, 'plans' | 'spendableRateMillionths' | 'isSoldOut' | 'offer'>;
}) {
  return (
    <View className="tags">
      {goods.isSoldOut ? <Text className="tag tag-warn">缺货</Text> : null}
      {goods.offer ? <Text className="tag tag-accent">限时价</Text> : null}
      {goods.plans.map((plan) => (
        <Text key={plan} className={`chip ${PLAN_ASSETS[plan]}`}>
          {COUNTED_WORDS[plan]}
        </Text>
      ))}
      {goods.spendableRateMillionths > 0 ? (
        <Text className="tag">积分抵 {showPercent(goods.spendableRateMillionths)}</Text>
      ) : null}
      {goods.plans.length === 0 && goods.spendableRateMillionths === 0 ? <Text className="tag">不计入方案</Text> : null}
    </View>
  );
}
